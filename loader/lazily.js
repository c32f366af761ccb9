const { isOnUse } = require("./packages.js");

/**
 * `require` that loads one of the packages listed in packages.js when the program first uses something of it. A command that
 * prints its help or refuses an argument uses few of the packages that its modules import. A package that is not installed is
 * still an error at once.
 */
function lazily(require) {
  const packages = new Map();
  const lazy = (name) => {
    if (!isOnUse(name)) return require(name);
    if (!packages.has(name)) {
      require.resolve(name);
      packages.set(
        name,
        onUse(() => require(name)),
      );
    }
    return packages.get(name);
  };
  return Object.assign(lazy, require);
}

const FORWARDED = [
  "has",
  "deleteProperty",
  "defineProperty",
  "getPrototypeOf",
  "ownKeys",
  "apply",
  "construct",
];

/** A stand-in for a package, which is loaded when the stand-in is read, written, called or constructed. */
function onUse(loadPackage) {
  let loaded;
  const load = () => (loaded ??= loadPackage());
  const traps = FORWARDED.map((trap) => [trap, (_, ...args) => Reflect[trap](load(), ...args)]);
  // A bound function can be called and constructed, and has no property that a proxy is required to show.
  return new Proxy(function () {}.bind(), {
    ...Object.fromEntries(traps),
    // Without the receiver, which is this proxy.
    get: (_, key) => Reflect.get(load(), key),
    set: (_, key, value) => Reflect.set(load(), key, value),
    // A proxy may not show a property as fixed when its target has no such property.
    getOwnPropertyDescriptor: (_, key) => {
      const descriptor = Reflect.getOwnPropertyDescriptor(load(), key);
      return descriptor && { ...descriptor, configurable: true };
    },
  });
}

module.exports = { lazily };
