package program

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"gopherscope/sim/code"
)

// A variable is an Alloc with its place: a slot of the frame, or a slot that holds the
// address of an object in the heap.
type variable struct {
	alloc   *ssa.Alloc
	slot    reg  // of the value, or of its address
	heap    bool // slot holds the address
	lent    bool // if heap: the address is that of storage in the frame, lent to callees
	dead    bool // nobody uses it
	param   *ssa.Parameter
	result  bool   // of the function
	why     string // if heap: for people
	storage reg    // if lent: of the value
	header  reg    // {address, length} of a frame array that is indexed, else noReg
	pinned  bool   // its address is in use: always live, zeroed at entry
	copied  bool   // closures take a copy of it
	from    int32  // pc from which it holds a value of its own
	unset   bool   // its first store, which is to come, gives it one
}

// private reports whether all accesses to the variable are known: it lives in the frame.
func (v *variable) private() bool { return v != nil && !v.heap }

func (v *variable) mustPin() { v.pinned = true }

// maxFrameVar is the largest variable, in bytes, that lives in a frame: ir.MaxStackVarSize.
const maxFrameVar = 128 << 10

// decideVars finds for each variable of the function where it lives. One whose address goes nowhere
// but into loads and stores of this function is a register. One whose address does not outlive the
// frame lies in it, and all accesses go by the address. Any other is in the heap.
//
// Models the compiler's escape analysis (cmd/compile/internal/escape): see escape_call.go.
func (f *fn) decideVars() {
	f.vars = map[*ssa.Alloc]*variable{}
	for _, b := range f.f.Blocks {
		for _, in := range b.Instrs {
			a, ok := in.(*ssa.Alloc)
			if !ok {
				continue
			}
			v := &variable{alloc: a, header: noReg, copied: f.b.copiedVar(a)}
			f.vars[a] = v
			f.varList = append(f.varList, v)
			size := sizeOf(elemType(a))
			v.why = escapes(a, v)
			if v.why == "" && size > f.maxFrameVar {
				v.why = "too large for the frame"
			}
			v.heap = v.why != "" && !isMade(a)
			l := f.b.esc.of(a)
			v.lent = v.heap && size > 0 && size <= f.maxFrameVar && !l.escapes
			if v.heap && !v.lent && !l.escapes && f.b.esc.pointers(elemType(a)) {
				panic(tooLarge{int(size / 8)}) // it may hold pointers to frames, which the heap must not
			}
			if v.heap && l.escapes {
				v.why = l.why
			}
			if v.lent {
				v.why = ""
			}
			v.dead = !v.heap && isDead(a)
		}
	}
}

// escaped notes why the object lives in the heap that the instruction emitted next makes.
func (f *fn) escaped(why string) {
	if why != "" {
		f.escapes[f.pc()] = why
	}
}

// whyHeap returns why what v makes lives in the heap, or "".
func (f *fn) whyHeap(v ssa.Value) string {
	if l := f.b.esc.of(v); l != nil {
		return l.why
	}
	return ""
}

// stays reports whether what v makes is to live in the frame.
func (f *fn) stays(v ssa.Value) bool {
	l := f.b.esc.of(v)
	return l != nil && !l.escapes
}

// makeThreshold is how many bytes of a frame a make of variable size, or an append, may use:
// VariableMakeThreshold, cmd/compile/internal/base/debug.go.
const makeThreshold = 32

// makeSlice emits the make that v stands for, with length n and capacity c, in a frame array of
// type room if it stays there and fits.
//
// Models walkMakeSlice, cmd/compile/internal/walk/builtin.go.
func (f *fn) makeSlice(v ssa.Value, room *types.Array, n, c, dst reg) reg {
	t := types.NewSlice(room.Elem())
	if sizeOf(room) == 0 || sizeOf(room) > f.maxFrameVar || !f.stays(v) {
		dst = f.dest(dst, t)
		f.escaped(f.whyHeap(v))
		f.emit(code.OpMkSl, dst, n, c)
		f.extT(f.b.types.id(room.Elem()))
		return dst
	}
	object := f.frameObject(f.b.types.mask(room))
	x := f.scratch(t)
	heap, done := newLabel(), newLabel()
	f.branch(code.OpJltU, f.word(uint64(room.Len()), "0"), c, heap)
	f.branch(code.OpJltU, c, n, heap) // to fail there
	f.zero(object, f.b.types.words(room))
	f.emit(code.OpLea, x, object, 0)
	f.move(x+1, n, 1)
	f.move(x+2, c, 1)
	f.jump(done)
	f.bind(heap)
	f.emit(code.OpMkSl, x, n, c)
	f.extT(f.b.types.id(room.Elem()))
	f.bind(done)
	if dst == noReg {
		return x
	}
	f.move(dst, x, 3)
	return dst
}

// maxMapRoom is how many bytes of a frame the first eight entries of a map may take. Simplified: gc
// keeps keys and values of more than 128 bytes outside, and has no limit of its own.
const maxMapRoom = 2 << 10

// mapRoom returns the registers that a map which stays in the frame has there, or NoReg.
//
// Models walkMakeMap, cmd/compile/internal/walk/builtin.go.
func (f *fn) mapRoom(v *ssa.MakeMap) reg {
	id := f.b.types.id(v.Type())
	entry := f.b.types.list[f.b.types.list[id].Entry]
	if entry.Size*8 > maxMapRoom || !f.stays(v) {
		return reg(code.NoReg)
	}
	mask := []byte("011" + strings.Repeat("0", code.MapRoom-3+int(entry.Size)))
	for at := int64(0); len(entry.Ptrs) > 0 && at < entry.Size*8; at += entry.Stride {
		for _, w := range entry.Ptrs {
			mask[code.MapRoom+at/8+int64(w)] = '1'
		}
	}
	return f.frameObject(string(mask))
}

// isDead reports whether a variable is never read nor written, but for go/ssa's own note of
// the defer stack.
func isDead(a *ssa.Alloc) bool {
	return len(*a.Referrers()) == 0 || a.Comment == "defer$stack" || isMade(a)
}

// isMade reports whether a is the array of a make with a constant capacity, which go/ssa
// writes as new and a slice expression. It is lowered as the make that it was.
func isMade(a *ssa.Alloc) bool {
	return a.Comment == "makeslice" && len(*a.Referrers()) == 1
}

const capturedWhy = "captured by a closure"

// escapes returns why an address leaves its function, or "".
func escapes(addr ssa.Value, v *variable) string {
	for _, ref := range *addr.Referrers() {
		switch r := ref.(type) {
		case *ssa.Store:
			if r.Val == addr {
				return "its address is stored"
			}
		case *ssa.UnOp:
			if r.Op != token.MUL {
				return "its address is used"
			}
		case *ssa.FieldAddr:
			if why := escapes(r, v); why != "" {
				return why
			}
		case *ssa.IndexAddr:
			if r.X != addr {
				return "its address is used"
			}
			if _, isConst := r.Index.(*ssa.Const); !isConst {
				v.pinned = true
			}
			if why := escapes(r, v); why != "" {
				return why
			}
		case *ssa.Slice:
			if !isSpread(r) {
				return "it is sliced"
			}
		case *ssa.DebugRef:
		case *ssa.MakeClosure:
			if !v.copied {
				return capturedWhy
			}
		case *ssa.Return:
			return "its address is returned"
		case *ssa.Call, *ssa.Go, *ssa.Defer:
			return "its address is passed to a call"
		case *ssa.MakeInterface:
			return "its address is put into an interface"
		default:
			return "its address is used"
		}
	}
	return ""
}

// isSpread reports whether s is a whole array that only serves as the elements to append:
// the variadic part of append(x, a, b).
func isSpread(s *ssa.Slice) bool {
	if s.Low != nil || s.High != nil || s.Max != nil || len(*s.Referrers()) != 1 {
		return false
	}
	if _, ok := s.X.(*ssa.Alloc); !ok {
		return false
	}
	c, ok := (*s.Referrers())[0].(*ssa.Call)
	if !ok {
		return false
	}
	b, ok := c.Call.Value.(*ssa.Builtin)
	return ok && b.Name() == "append" && len(c.Call.Args) == 2 && c.Call.Args[1] == s && c.Call.Args[0] != s && c.Block() == s.Block()
}

// spread returns the frame array whose elements a slice stands for in an append, or nil.
func (f *fn) spread(s *ssa.Slice) *ssa.Alloc {
	if a, ok := s.X.(*ssa.Alloc); ok && f.vars[a].private() && isSpread(s) {
		return a
	}
	return nil
}

// needsHeader reports whether a frame variable is an array that is indexed by a variable.
func needsHeader(a *ssa.Alloc) bool {
	if _, ok := elemType(a).Underlying().(*types.Array); !ok {
		return false
	}
	for _, ref := range *a.Referrers() {
		if ix, ok := ref.(*ssa.IndexAddr); ok {
			if _, isConst := ix.Index.(*ssa.Const); !isConst {
				return true
			}
		}
	}
	return false
}
