// Package code is the machine's language: instructions, functions, types and where each
// came from in the source. It holds no behaviour of its own: package program writes it,
// package vm runs it, and the disassembler here prints it for people.
//
// Start with op.go, the instruction set, which states what every instruction does; then
// program.go for what stands around the instructions, and type.go for the layout of data.
//
// # Frames and calls
//
// A goroutine's registers are words of memory: register i of a running function, written
// r[i], is word fp+i. A register holds one scalar in canonical form: integers sign or zero
// extended to 64 bits by their type, float32 as its bits zero extended, bool 0 or 1.
// Anything larger (string 2 words, slice 3, interface 2, complex128 2, structs and arrays in
// packed gc layout, rounded up to whole words with the rest zero) lies in consecutive
// registers, written r[i..]. So the low bytes of a register are always the packed form of
// its value, and storing one is a store of those bytes; loading a packed signed integer
// needs its sign extended. complex64 is one word: real bits low, imaginary bits high.
//
//	string     {address, length}
//	slice      {address, length, capacity}
//	interface  {TypeID, data}: data is the value itself if the type is Direct, else the
//	           address of a copy; {0, 0} is nil
//	func       address of a closure object {FuncID, captured words…}; 0 is nil
//	chan, map  address of a header object in the heap; 0 is nil
//
// The frame header is the word at fp-1: return pc in the high 32 bits, the caller's distance
// (callee fp - caller fp) in the low 30 bits. Bit 30 says that the return pc is that of the
// instruction itself, which raised a fault or runs deferred calls. Bit 31 asks a return to
// take the long way: the goroutine's outermost frame, whose return ends it, or a caller with
// a frame of many pages.
//
// To call, the caller puts the arguments into r[base..] of its
// own frame, one after another in whole words; base becomes the callee's slot 0, the header
// goes to r[base-1], which must hold nothing live. The callee finds its arguments in slots
// 0..ParamWords-1 and, called through a closure, the closure's address in slot Clos. It
// returns its results in slots 0..ResultWords-1: the caller finds them in r[base..].
//
// A frame never overlaps a live register of its caller: base is above every live register.
package code
