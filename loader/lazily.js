const { isBuiltin } = require("node:module");

/**
 * `require` that loads a package when the program first uses something of it. A command that prints its help or refuses an
 * argument uses few of the packages that its modules import.
 */
function lazily(require) {
  return Object.assign((name) => (isBuiltin(name) ? require(name) : onUse(() => require(name))), require);
}

/** What behaves as a package does, and loads it with the first access, call or `new`. */
function onUse(loadPackage) {
  let loaded;
  const load = () => (loaded ??= loadPackage());
  // A bound function can be called and constructed, and has no property that a proxy must show.
  const target = function () {}.bind();
  return new Proxy(target, {
    get: (_, key) => load()[key],
    has: (_, key) => key in load(),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor: (_, key) => configurable(Reflect.getOwnPropertyDescriptor(load(), key)),
    apply: (_, self, args) => Reflect.apply(load(), self, args),
    construct: (_, args, newTarget) => Reflect.construct(load(), args, newTarget),
  });
}

/** A proxy may not show a property as fixed that its target has not. */
const configurable = (descriptor) => descriptor && { ...descriptor, configurable: true };

module.exports = { lazily };
