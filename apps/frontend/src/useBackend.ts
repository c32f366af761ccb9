import { useCallback, useEffect, useRef, useState } from "react";
import { checkBackend } from "./backend";
import { remember, slowMs, type History } from "./history";

const intervalMs = 5_000;

export interface Backend {
  readonly history: History;
  /** A question is open. */
  readonly busy: boolean;
  /** A question has been open for so long that the reader should know. */
  readonly waiting: boolean;
  readonly check: () => void;
}

/** Asks the backend now, on demand and, while `automatic` and the page is visible, every five seconds. */
export function useBackend(automatic: boolean): Backend {
  const [history, setHistory] = useState<History>([]);
  const [busy, setBusy] = useState(false);
  const [waiting, setWaiting] = useState(false);
  const open = useRef(false);

  const check = useCallback(() => {
    if (open.current) return;
    open.current = true;
    setBusy(true);
    const timer = setTimeout(() => setWaiting(true), slowMs);
    void checkBackend((url, init) => fetch(url, init)).then((result) => {
      clearTimeout(timer);
      open.current = false;
      setBusy(false);
      setWaiting(false);
      setHistory((previous) => remember(previous, result));
    });
  }, []);

  useEffect(check, [check]);

  useEffect(() => {
    if (!automatic) return undefined;
    const whenVisible = (): void => {
      if (document.visibilityState === "visible") check();
    };
    const timer = setInterval(whenVisible, intervalMs);
    document.addEventListener("visibilitychange", whenVisible);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", whenVisible);
    };
  }, [automatic, check]);

  return { history, busy, waiting, check };
}
