// Package vm executes the machine's code: it runs one goroutine for a budget of virtual
// time and hands it back when the budget is spent or when the goroutine needs the machine.
//
// A VM never blocks, schedules or reads a clock. An instruction that concerns other
// goroutines (go, send, receive, select, close) or the world outside (a native that the
// machine serves) stops the run before it is executed; the machine reads what is asked with
// Request, does it, and lets the goroutine go on with Return. Everything else, calls,
// allocation, maps, panics and the host's own library functions included, happens here.
//
// Start with run.go: Run is the loop, a switch over the instruction set of package code
// whose common cases touch nothing but registers and memory. What is rarer is one method
// away: cold.go executes it, and each other file answers one question. call.go: how is a
// frame made? stack.go: how does a stack grow, and what on it is a pointer? panic.go: who
// runs deferred calls, and who recovers? slice.go, string.go, map.go, iface.go, equal.go:
// what do these values do? request.go: what does an instruction ask of the machine?
// native.go: how is a function of the host's library called on values in simulated memory?
//
// All state is words in mem.Memory or rows in mem.Tables, so it is checkpointed by pages
// and chunks; every instruction is a switch point, and Run(g, 1) repeated equals Run(g, n).
package vm
