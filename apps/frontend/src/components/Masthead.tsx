export function Masthead({ environment }: { readonly environment: string | undefined }) {
  return (
    <header className="masthead">
      <svg className="logo" viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" />
        <path className="hull" d="M7 14h18l-3.2 6.2a2 2 0 0 1-1.8 1.1h-8a2 2 0 0 1-1.8-1.1z" />
        <path className="sail" d="M15 6v6h7z" />
        <path className="way" d="M5 24.2l22 2.3" />
      </svg>
      <span className="wordmark">Slipway</span>
      {environment !== undefined && (
        <span className="pill">
          <span className="visually-hidden">Environment: </span>
          {environment}
        </span>
      )}
    </header>
  );
}
