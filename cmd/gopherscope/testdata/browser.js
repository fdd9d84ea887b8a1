// What the window's library looks for in a browser when it is loaded, so that the whole
// command, window included, can be started by node. Nothing here is ever asked to draw.
const anything = new Proxy(function () {}, {
	get: (_, name) => name === Symbol.toPrimitive ? () => 0 : anything,
	set: () => true,
	apply: () => anything,
	construct: () => anything,
});
globalThis.window = globalThis;
globalThis.addEventListener = () => {};
globalThis.document = anything;
globalThis.Document = class { get hidden() { return true; } };
Object.defineProperty(globalThis, "navigator", { value: {} });
