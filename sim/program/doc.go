// Package program turns a Go file into the machine's language.
//
// A file is parsed and type-checked by the libraries that gopls and vet use, against the
// library stubs of sim/std, and brought into go/ssa's naive form, in which every variable is
// still one Alloc with its name. What is reachable from main is then lowered to package
// code's instructions.
//
// Start with load.go: Load is the whole way from text to *code.Program. importer.go finds
// the library and prune.go leaves out what cannot be reached, types.go lays out data, data.go
// keeps constants and globals, lower.go walks the functions that are reachable. One function
// is lowered in two steps: plan.go decides which values need no instruction of their own
// because their only user can take them as an operand; the rest (value.go, place.go, stmt.go,
// call.go, cond.go, convert.go) writes instructions through emit.go, which hands out
// registers. escape.go says which variables live in the frame: escape_graph.go asks whether an
// address can outlive its frame, in a graph that escape_flow.go and escape_call.go draw, and
// escape_slice.go gives the arrays of append their room there. names.go says what
// functions are called and where statements begin, notes.go what only the syntax tells.
//
// Evaluation order is the gc compiler's where the language leaves it open: a variable read
// beside a call in one expression is read after the call.
package program
