//go:build gopherscope

package runtime

import "internal/runtime/maps"

// The functions that instructions call when they cannot go on. Each panics with the
// runtime's own error, or ends the program. Their names are the runtime's where it has one.

// memoryError is what an access through a nil pointer panics with: the signal SIGSEGV.
const memoryError = errorString("invalid memory address or nil pointer dereference")

func panicmem(addr uintptr) { panic(memoryError) }

func panicIndex(i, n int, u bool)         { panic(boundsError{i, n, u, boundsIndex}) }
func panicSliceAlen(hi, n int, u bool)    { panic(boundsError{hi, n, u, boundsSliceAlen}) }
func panicSliceAcap(hi, n int, u bool)    { panic(boundsError{hi, n, u, boundsSliceAcap}) }
func panicSliceB(lo, hi int, u bool)      { panic(boundsError{lo, hi, u, boundsSliceB}) }
func panicSlice3Alen(max, n int, u bool)  { panic(boundsError{max, n, u, boundsSlice3Alen}) }
func panicSlice3Acap(max, n int, u bool)  { panic(boundsError{max, n, u, boundsSlice3Acap}) }
func panicSlice3B(hi, max int, u bool)    { panic(boundsError{hi, max, u, boundsSlice3B}) }
func panicSlice3C(lo, hi int, u bool)     { panic(boundsError{lo, hi, u, boundsSlice3C}) }
func panicSliceConvert(n, to int, u bool) { panic(boundsError{n, to, u, boundsConvert}) }

func panicoverflow()     { panic(errorString("integer overflow")) }
func panicdivide()       { panic(errorString("integer divide by zero")) }
func panicshift()        { panic(errorString("negative shift amount")) }
func panicmakeslicelen() { panic(errorString("makeslice: len out of range")) }
func panicmakeslicecap() { panic(errorString("makeslice: cap out of range")) }
func panicgrowslice()    { panic(errorString("growslice: len out of range")) }

func panichash(name string)   { panic(errorString("hash of unhashable type " + name)) }
func panicmapkey(name string) { panic(maps.Unhashable(name)) }
func panicequal(name string)  { panic(errorString("comparing uncomparable type " + name)) }

func panicmakechan()   { panic(plainError("makechan: size out of range")) }
func panicnilmap()     { panic(plainError("assignment to entry in nil map")) }
func panicsendclosed() { panic(plainError("send on closed channel")) }
func panicclosec()     { panic(plainError("close of closed channel")) }
func panicclosenil()   { panic(plainError("close of nil channel")) }
func panicnilerror()   { panic(new(PanicNilError)) }

func panicassert(iface, concrete, asserted, missing string) {
	panic(&TypeAssertionError{iface, concrete, asserted, missing})
}

// panicrangestate is called by the body of a range-over-func loop that was called at a
// wrong time.
func panicrangestate(state int) {
	const (
		done = iota // how the loop stands: its body returned false
		panicked
		exhausted
		missingPanic
	)
	switch state {
	case done:
		panic(errorString("range function continued iteration after function for loop body returned false"))
	case panicked:
		panic(errorString("range function continued iteration after loop body panic"))
	case exhausted:
		panic(errorString("range function continued iteration after whole loop exit"))
	case missingPanic:
		panic(errorString("range function recovered a loop body panic and did not resume panicking"))
	}
}

func fatalgonil() { fatal("go of nil func value") }

// What a goroutine that uses a map dies of while another is in the midst of a write to it.
func fatalmapwrites() { maps.Fatal("concurrent map writes") }
func fatalmapread()   { maps.Fatal("concurrent map read and map write") }
func fatalmapiter()   { maps.Fatal("concurrent map iteration and map write") }

func fatalmemory() { throw("runtime: out of memory") }

// panicwrap is called by the method of *typ that stands for a value method, when the pointer
// is nil.
func panicwrap(pkg, typ, meth string) {
	panic(plainError("value method " + pkg + "." + typ + "." + meth + " called using nil *" + typ + " pointer"))
}

func panicunsafeslicelen()     { panic(errorString("unsafe.Slice: len out of range")) }
func panicunsafeslicenilptr()  { panic(errorString("unsafe.Slice: ptr is nil and len is not zero")) }
func panicunsafestringlen()    { panic(errorString("unsafe.String: len out of range")) }
func panicunsafestringnilptr() { panic(errorString("unsafe.String: ptr is nil and len is not zero")) }
