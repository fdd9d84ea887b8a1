package vm

import (
	"fmt"
	"slices"

	"gopherscope/sim/code"
	"gopherscope/sim/mem"
)

// Operations of the machine's own, beyond the instruction set.
const (
	opTrap      = code.OpCount + iota // stop: a statement begins at this pc
	opPanicNext                       // in panic's frame: make the next deferred call
	opCount
)

// A typeInfo is what the instructions need to know of a type, beside its code.Type.
type typeInfo struct {
	size  uint64
	words int // registers
	form  form
	eq    eqKind
}

// A form says how the packed bytes of a value become the canonical form of a register.
type form uint8

const (
	formBlock form = iota // words, the last padded with zeros
	formU8
	formU16
	formU32
	form64
	formS8
	formS16
	formS32
)

// state is what a VM has besides rows and words of memory.
type state struct {
	freeDefer, freePanic int32
	random               uint64 // of map hashes and iteration starts
	starting             int32  // words of the stacks of new goroutines, in Go's terms
}

// An Image is a VM's state at one instant, the contents of memory excepted. It never
// changes.
type Image struct {
	ctx    *mem.TableImage[context]
	defers *mem.TableImage[deferRow]
	panics *mem.TableImage[panicRow]
	types  []code.Type
	state  state
}

// Checkpoint returns an image of the state. Memory and heap have their own.
func (v *VM) Checkpoint() *Image {
	return &Image{v.ctx.Checkpoint(), v.defers.Checkpoint(), v.panics.Checkpoint(), v.prog.Types, v.state}
}

// Copied returns the bytes that were copied for the image.
func (im *Image) Copied() int { return im.ctx.Copied() + im.defers.Copied() + im.panics.Copied() }

// Restore makes the state equal the image again.
func (v *VM) Restore(im *Image) {
	v.ctx.Restore(im.ctx)
	v.defers.Restore(im.defers)
	v.panics.Restore(im.panics)
	for i := len(v.prog.Types); i < len(im.types); i++ {
		if t := im.types[i]; t.Kind != code.KindInvalid { // the machine's own objects have theirs
			v.addType(t)
		}
	}
	v.state = im.state
}

// sum leaves out which traps have been reported: tracing changes nothing that runs.
func (v *VM) sum(add func(word uint64)) {
	pair := func(a, b int32) { add(uint64(uint32(a))<<32 | uint64(uint32(b))) }
	for i := range v.ctx.Len() {
		c := v.ctx.Get(i)
		pair(c.pc, c.fp)
		pair(c.lo, c.hi)
		pair(c.defers, c.panics)
		add(c.writing)
		pair(c.want, c.signal)
		add(c.address)
		add(bit(c.live) | bit(c.done)<<1 | bit(c.exited)<<2 | bit(c.starved)<<3 | bit(c.full)<<4)
	}
	for i := range v.defers.Len() {
		d := v.defers.Get(i)
		pair(d.next, d.frame)
		pair(d.n, int32(d.fn))
		add(d.closure)
		add(d.block)
		for _, w := range d.args {
			add(w)
		}
	}
	for i := range v.panics.Len() {
		p := v.panics.Get(i)
		pair(p.next, p.frame)
		pair(p.deferred, int32(bit(p.recovered)|bit(p.goexit)<<1))
		add(p.value[0])
		add(p.value[1])
	}
	pair(v.state.freeDefer, v.state.freePanic)
	add(v.state.random)
	add(uint64(v.state.starting))
}

// New returns a VM for a program. The memory holds Prog.Static at address mem.NilPage
// already.
func New(cfg Config) (*VM, error) {
	p := cfg.Prog
	v := &VM{
		prog: p, mem: cfg.Mem, heap: cfg.Heap, host: cfg.Host,
		cache: map[ifaceKey]itab{},
		state: state{random: cfg.Seed*0x9e3779b97f4a7c15 + 1, starting: goStack},
	}
	v.plain = append(slices.Clone(p.Code), code.Instr{Op: opPanicNext})
	v.stub = int32(len(p.Code))
	v.funcAt = make([]code.FuncID, len(v.plain))
	for id, f := range p.Funcs {
		for pc := f.Entry; pc < f.End; pc++ {
			v.funcAt[pc] = code.FuncID(id)
		}
	}
	v.fillCallees()
	marks := map[int32]bool{}
	for _, pc := range cfg.Marks {
		marks[pc] = true
	}
	v.marks = func(pc int32) bool { return marks[pc] }
	v.timed = v.withCosts(cfg.Cost)
	v.marked = v.timed
	if len(marks) > 0 {
		v.marked = v.withTraps(v.marks)
	}
	v.code = v.marked
	v.types = make([]typeInfo, len(p.Types))
	for i := range p.Types {
		v.types[i] = v.describe(code.TypeID(i))
	}
	v.hmap = cfg.Heap.Define(code.Type{Name: "map header", Kind: code.KindStruct, Size: headerBytes, Align: 8, Ptrs: []uint32{hdrEntries, hdrMarks}, Stride: headerBytes})
	v.words = cfg.Heap.Define(code.Type{Name: "deferred arguments", Kind: code.KindUintptr, Size: 8, Align: 8, Ptrs: []uint32{0}, Stride: 8})
	v.adapted = cfg.Heap.Define(code.Type{Name: "made closure", Kind: code.KindStruct, Size: madeWords * 8, Align: 8, Ptrs: []uint32{madeData}, Stride: madeWords * 8})
	v.natives = make([]native, len(p.Natives))
	for i, n := range p.Natives {
		nat, err := v.link(n, cfg.Natives[n.Name], cfg.Requests[n.Name])
		if err != nil {
			return nil, fmt.Errorf("native %s: %w", n.Name, err)
		}
		v.natives[i] = nat
		if n.Name == "internal/rt.Entries" {
			v.anyType = p.Types[n.Results[0]].Elem
		}
	}
	return v, nil
}

// fillCallees makes the tables of what calls need to know. Calls to big frames, and all calls
// while stacks are to move, do not fit and take the long way.
func (v *VM) fillCallees() {
	for k := range v.callees {
		v.callees[k] = make([]callee, len(v.prog.Funcs))
		for i, f := range v.prog.Funcs {
			frame := f.Frame
			if k == 1 {
				frame = goRoom(frame)
			}
			if f.Frame > smallFrame || v.debug.MoveStacks {
				frame = bigFrame
			}
			v.callees[k][i] = callee{f.Entry, frame}
		}
	}
	v.useCallees(v.grown)
}

// Trace says at which instructions runs end with StopTrap. A run with traps takes the same
// virtual time as one without.
func (v *VM) Trace(t Tracing) {
	v.tracing = t
	switch t {
	case TraceLines:
		if v.lines == nil {
			v.lines = v.withTraps(func(pc int32) bool {
				return v.marks(pc) || v.prog.Pos[pc].Stmt && !v.prog.Funcs[v.funcAt[pc]].Std && !v.prog.Funcs[v.funcAt[pc]].Wrapper
			})
		}
		v.code = v.lines
	case TraceInstrs:
		if v.instrs == nil {
			v.instrs = v.withTraps(func(int32) bool { return true })
		}
		v.code = v.instrs
	default:
		v.code = v.marked
	}
}

// withTraps returns the code with opTrap at the instructions chosen.
func (v *VM) withTraps(at func(pc int32) bool) []code.Instr {
	traps := slices.Clone(v.timed)
	for pc := range v.prog.Code {
		if v.plain[pc].Op != code.OpX && v.funcAt[pc] != 0 && at(int32(pc)) {
			traps[pc].Op += opTrap - v.plain[pc].Op
		}
	}
	return traps
}
