package vm

import (
	"gopherscope/sim/code"
)

// Every store of a pointer into the heap, into a global or through an address runs the write
// barrier while the collector marks: see package heap. Here is how the instructions do it. The
// loop puts the words of a store straight into the P's buffer; where the buffer is full, and
// for stores of whole values, the methods of this file do it.
//
// As in Go, a store into the own frame has none: what the running goroutine alone can name is
// scanned when its stack is. Simplified: Go's compiler knows of a variable that it is one of
// the frame, this machine looks at the address.

// storePointer stores a pointer at address a.
func (v *VM) storePointer(a, w uint64) {
	if v.wb != nil && !v.ownFrame(a) {
		v.extra += costBarrier * v.heap.Shade(a, v.mem.Load(a), w)
	}
	v.mem.Store(a, w)
}

// ownFrame reports whether address a lies in the frame that runs.
func (v *VM) ownFrame(a uint64) bool {
	return a>>3 >= uint64(v.c.fp) && a>>3 < uint64(v.c.hi)
}

// move copies n values of type t from address src to dst.
//
// Models typedmemmove and typedslicecopy, runtime/mbarrier.go.
func (v *VM) move(dst, src uint64, t code.TypeID, n uint64) {
	if v.wb != nil && n > 0 {
		v.bulk(dst, src, t, n)
	}
	v.mem.Move(dst, src, v.types[t].size*n)
}

// zero clears n values of type t at address a.
//
// Models typedmemclr and memclrHasPointers, runtime/mbarrier.go.
func (v *VM) zero(a uint64, t code.TypeID, n uint64) {
	if v.wb != nil && n > 0 {
		v.bulk(a, 0, t, n)
	}
	v.mem.Zero(a, v.types[t].size*n)
}

// bulk is the barrier of n values of type t that are to be stored at dst, those at src or, if
// that is 0, zeros.
func (v *VM) bulk(dst, src uint64, t code.TypeID, n uint64) {
	v.extra += costBarrier * v.heap.BulkBarrier(dst, src, t, int64(n))
}

// shadeArgs shades what a call gets that another goroutine, or the machine, makes on a stack:
// it may be scanned already, and a new goroutine's is not scanned at all in this cycle. The
// closure is shaded as the runtime does it.
//
// Models newproc1 and gostartcallfn, runtime/proc.go and stack.go; that the arguments of a go
// statement stand in a new closure, whose stores are shaded, walkGo, cmd/compile/internal/walk.
func (v *VM) shadeArgs(fn code.FuncID, closure uint64, args []uint64) {
	if v.heap.Barrier() == nil {
		return
	}
	v.heap.Shade(0, 0, closure)
	at := 0
	for _, t := range v.argTypes(fn, closure) {
		v.eachPointer(t, func(word int) {
			if at+word < len(args) {
				v.heap.Shade(0, 0, args[at+word])
			}
		})
		at += v.types[t].words
	}
}
