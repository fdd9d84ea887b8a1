package program

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"gopherscope/sim/code"
	"gopherscope/sim/mem"
)

// A backing is room in the frame for the first elements of a slice that append makes.
type backing struct {
	object reg   // its words
	used   reg   // whether an append has taken it, unless steps
	room   int64 // elements
	steps  bool  // the slice leaves the function in the end, and its capacity is looked at: it grows by size classes
	done   bool  // an append uses it already
}

// A leaving is a slice variable whose backing store leaves the function at one place only: until
// then it may be in the frame.
type leaving struct {
	load    *ssa.UnOp // what reads it there
	appends map[*ssa.Call]bool
	capUsed bool
}

// leavingSlices finds the slice variables of which copies are made in one place only, where they
// are moved to the heap.
//
// Models analyze, cmd/compile/internal/slice.
func (f *fn) leavingSlices() {
	f.leaving = map[*ssa.Alloc]*leaving{}
	f.leaves = map[*ssa.UnOp]*ssa.Alloc{}
	f.backings = map[*ssa.Alloc]*backing{}
	for _, v := range f.varList {
		s, ok := elemType(v.alloc).Underlying().(*types.Slice)
		if !ok || !v.private() || v.dead || v.param != nil || sizeOf(s.Elem()) == 0 || sizeOf(s.Elem()) > makeThreshold || f.f.Recover != nil && v.result {
			continue
		}
		if l := f.leavingSlice(v.alloc); l != nil {
			f.leaving[v.alloc] = l
			f.leaves[l.load] = v.alloc
		}
	}
}

func (f *fn) leavingSlice(s *ssa.Alloc) *leaving {
	depth := func(p token.Pos) int { return f.b.esc.depthAt(f.f, p) }
	l := &leaving{appends: map[*ssa.Call]bool{}}
	weight := 0
	for _, ref := range *s.Referrers() {
		switch r := ref.(type) {
		case *ssa.DebugRef:
		case *ssa.Store:
			switch v := r.Val.(type) {
			case *ssa.Const:
			case *ssa.Slice:
				if a, ok := v.X.(*ssa.Alloc); !(ok && a.Comment == "slicelit") && !isLoadOf(v.X, s) {
					return nil
				}
				l.capUsed = true
			case *ssa.Call:
				if !isAppendTo(v, s) {
					return nil
				}
				l.appends[v] = true
				weight += 1 + max(0, depth(v.Pos())-depth(s.Pos()))
			default:
				return nil
			}
		case *ssa.UnOp:
			for _, use := range *r.Referrers() {
				switch u := use.(type) {
				case *ssa.DebugRef:
				case *ssa.IndexAddr:
					if u.X != r || !onlyAccessed(u) {
						return nil
					}
				case *ssa.Slice:
					if refs := *u.Referrers(); len(refs) != 1 || !isStoreTo(refs[0], s) {
						return nil
					}
				case *ssa.Store, *ssa.Return:
					if l.load != nil || len(*r.Referrers()) != 1 {
						return nil
					}
					if st, ok := use.(*ssa.Store); ok && (st.Val != r || st.Pos().IsValid() && depth(st.Pos()) > depth(s.Pos())) {
						return nil
					}
					if ret, ok := use.(*ssa.Return); ok && depth(ret.Pos()) > depth(s.Pos()) {
						return nil
					}
					l.load = r
				case *ssa.Call:
					switch name := builtinName(u); name {
					case "len":
					case "cap":
						l.capUsed = true
					case "append":
						if !isAppendTo(u, s) || u.Call.Args[1] == r {
							return nil
						}
						if refs := *u.Referrers(); len(refs) != 1 || !isStoreTo(refs[0], s) {
							return nil
						}
					case "":
						fn := f.b.esc.callee(&u.Call)
						if fn == nil || u.Call.IsInvoke() {
							return nil
						}
						for i, a := range u.Call.Args {
							if a == r && (i >= fn.Signature.Params().Len()+boolInt(fn.Signature.Recv() != nil) || f.b.esc.leaksOf(fn, i) != leaks{}) {
								return nil
							}
						}
						l.capUsed = true
					default:
						return nil
					}
				default:
					return nil
				}
			}
		default:
			return nil
		}
	}
	if l.load == nil || weight < 2 {
		return nil
	}
	return l
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func builtinName(c *ssa.Call) string {
	if b, ok := c.Call.Value.(*ssa.Builtin); ok {
		return b.Name()
	}
	return ""
}

func isLoadOf(v ssa.Value, a *ssa.Alloc) bool {
	load, ok := v.(*ssa.UnOp)
	return ok && load.Op == token.MUL && load.X == a
}

func isAppendTo(c *ssa.Call, a *ssa.Alloc) bool {
	return builtinName(c) == "append" && isLoadOf(c.Call.Args[0], a)
}

func isStoreTo(in ssa.Instruction, a *ssa.Alloc) bool {
	s, ok := in.(*ssa.Store)
	return ok && s.Addr == a
}

// onlyAccessed reports whether an element's address serves to read and write it, or parts of it.
func onlyAccessed(addr ssa.Value) bool {
	for _, ref := range *addr.Referrers() {
		switch r := ref.(type) {
		case *ssa.DebugRef:
		case *ssa.UnOp:
		case *ssa.Store:
			if r.Addr != addr {
				return false
			}
		case *ssa.FieldAddr:
			if !onlyAccessed(r) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// backingOf returns the room in the frame that an append of n elements has for its first ones, nil
// if it has none.
//
// Models getBackingStoreInfoForAppend, cmd/compile/internal/ssagen/ssa.go.
func (f *fn) backingOf(v *ssa.Call, elem types.Type) *backing {
	size := sizeOf(elem)
	if v.Block() == nil || size == 0 || size > makeThreshold {
		return nil
	}
	name := (*ssa.Alloc)(nil)
	if load, ok := v.Call.Args[0].(*ssa.UnOp); ok && load.Op == token.MUL {
		name, _ = load.X.(*ssa.Alloc)
		if f.storedBack(v, load.X) && f.frameVar(load.X) == nil {
			return nil // the compiler appends in place there, which never uses the frame
		}
	}
	l := f.leaving[name]
	if l != nil && !l.appends[v] {
		l = nil
	}
	if l == nil && !f.stays(v) {
		return nil
	}
	b := f.backings[name]
	if name == nil || b == nil {
		room := types.NewArray(elem, makeThreshold/size)
		b = &backing{object: f.frameObject(f.b.types.mask(room)), room: room.Len(), steps: l != nil && l.capUsed}
		if name != nil {
			f.backings[name] = b
		}
		if !b.steps {
			b.used = f.fixed("0")
			f.prologue = append(f.prologue, ins{op: code.OpImm, a: b.used, wide: true})
		}
	}
	if !b.steps && b.done {
		return nil
	}
	b.done = true
	return b
}

// storedBack reports whether the result of an append goes where its first argument came from.
func (f *fn) storedBack(v *ssa.Call, from ssa.Value) bool {
	for _, ref := range *v.Referrers() {
		if s, ok := ref.(*ssa.Store); ok && sameValue(s.Addr, from) {
			return true
		}
	}
	return false
}

// backed emits what an append of n elements to the slice in s does about its room in the frame, and
// returns the slice that it appends to.
//
// Models the part of append, ssagen/ssa.go, before growslice, and growsliceBuf, runtime/slice.go.
func (f *fn) backed(b *backing, s reg, n int64, t types.Type) reg {
	elem := t.Underlying().(*types.Slice).Elem()
	words := (int(b.room*sizeOf(elem)) + 7) / 8
	x := f.scratch(t)
	done := newLabel()
	f.move(x, s, 3)
	if !b.steps {
		if n > b.room {
			return x
		}
		f.branch(code.OpJneI, x+1, 0, done)
		f.branch(code.OpJgeI, x+2, imm(int(n)), done)
		f.branch(code.OpJt, b.used, 0, done)
		f.emitD(code.OpImm, b.used, 1)
		f.zero(b.object, words)
		f.emit(code.OpLea, x, b.object, 0)
		f.wordInto(uint64(b.room), x+2)
		f.bind(done)
		return x
	}
	size := sizeOf(elem)
	want, size2 := f.scratchMask("0"), f.scratchMask("0")
	inside := newLabel()
	from := f.scratch(t)
	f.emit(code.OpAddI, want, x+1, imm(int(n)))
	f.branch(code.OpJleU, want, x+2, done)
	f.branch(code.OpJgtI, want, imm(int(b.room)), done)
	f.move(from, x, 3)
	f.emit(code.OpLea, x, b.object, 0)
	f.emit(code.OpMulI, want, want, imm(int(size)))
	f.emit(code.OpAddI, want, want, imm(7))
	f.emit(code.OpAndI, want, want, imm(-8)) // the size class: there is one for every 8 bytes up to 32
	f.wordInto(uint64(size), size2)
	f.emit(code.OpDivU, x+2, want, size2)
	f.branch(code.OpJeq, from, x, inside)
	f.zero(b.object, words)
	f.emit(code.OpCopy, want, x, from)
	f.extT(f.b.types.id(elem))
	f.bind(inside)
	f.bind(done)
	return x
}

// moveOut emits the move to the heap of a slice that leaves the function, if it is in the frame.
//
// Models moveSlice and moveSliceNoCap, runtime/slice.go.
func (f *fn) moveOut(a *ssa.Alloc) {
	b := f.backings[a]
	if b == nil {
		return
	}
	t := elemType(a)
	elem := t.Underlying().(*types.Slice).Elem()
	s := f.vars[a].slot
	object, off, limit := f.scratchMask("1"), f.scratchMask("0"), f.scratchMask("0")
	done, some := newLabel(), newLabel()
	f.emit(code.OpLea, object, b.object, 0)
	f.emit(code.OpSub, off, s, object)
	f.wordInto(makeThreshold, limit)
	f.branch(code.OpJleU, limit, off, done)
	length := s + 1
	if b.steps {
		length = s + 2
	}
	f.branch(code.OpJneI, length, 0, some)
	f.wordInto(mem.NilPage, s) // of no elements, but not nil
	f.wordInto(0, s+2)
	f.jump(done)
	f.bind(some)
	f.escaped(noteReturned)
	x := f.scratch(t)
	if b.steps {
		all := f.scratch(t)
		f.move(all, s, 1)
		f.move(all+1, s+2, 1)
		f.move(all+2, s+2, 1)
		f.emit(code.OpMkSl, x, s+2, s+2)
		f.extT(f.b.types.id(elem))
		f.emit(code.OpCopy, off, x, all)
		f.extT(f.b.types.id(elem))
		f.move(s, x, 1)
	} else {
		f.zero(x, 3)
		f.emit(code.OpAppend, s, x, s)
		f.extT(f.b.types.id(elem))
	}
	f.bind(done)
}
