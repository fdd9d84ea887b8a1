package code

import (
	"cmp"
	"slices"
	"sync"
)

// Live returns the slots that hold pointers which may still be used when a function is
// stopped before pc, a bit a slot: the roots of a collection in its frame, and what a move
// of the stack has to adjust. For a frame that waits for a call pc is where it will go on;
// of the slots from the callee's base on nothing is said then, they are the callee's.
//
// A slot counts if an instruction reached from pc reads it before any writes it, or if its
// address is in use (Func.Fixed). Models the stack maps that the compiler emits for safe
// points, here for every instruction and computed when first asked for.
func (p *Program) Live(pc int32) []uint64 {
	if p.base != nil {
		return p.base.Live(pc)
	}
	p.live.mu.Lock()
	defer p.live.mu.Unlock()
	if set, ok := p.live.at[pc]; ok {
		return set
	}
	if p.live.at == nil {
		p.live.at = map[int32][]uint64{}
		p.live.funcs = map[int32]*funcLive{}
	}
	f := p.funcAt(pc)
	fl := p.live.funcs[f.Entry]
	if fl == nil {
		fl = p.analyse(f)
		p.live.funcs[f.Entry] = fl
	}
	set := fl.before(p, f, pc)
	p.live.at[pc] = set
	return set
}

// A liveCache keeps what Live has computed. It changes no answer.
type liveCache struct {
	mu      sync.Mutex
	at      map[int32][]uint64
	funcs   map[int32]*funcLive // by entry
	byEntry []*Func
}

// funcAt returns the function that pc belongs to.
func (p *Program) funcAt(pc int32) *Func {
	if p.live.byEntry == nil {
		for i := range p.Funcs {
			if f := &p.Funcs[i]; f.End > f.Entry {
				p.live.byEntry = append(p.live.byEntry, f)
			}
		}
		slices.SortFunc(p.live.byEntry, func(a, b *Func) int { return cmp.Compare(a.Entry, b.Entry) })
	}
	i, found := slices.BinarySearchFunc(p.live.byEntry, pc, func(f *Func, pc int32) int { return cmp.Compare(f.Entry, pc) })
	if !found {
		i--
	}
	if i < 0 || pc >= p.live.byEntry[i].End {
		return &Func{}
	}
	return p.live.byEntry[i]
}

// A funcLive holds the slots that are live where each straight run of a function ends.
type funcLive struct {
	starts  []int32 // first pc of each run, ascending; the last is the function's end
	out     []slotSet
	recover slotSet // live where the function goes on after a recovered panic
}

type slotSet []uint64

func newSlotSet(n int32) slotSet { return make(slotSet, (n+63)/64) }

func (s slotSet) add(r, words int) {
	for i := r; i < r+words && i>>6 < len(s); i++ {
		s[i>>6] |= 1 << (i & 63)
	}
}

func (s slotSet) remove(r, words int) {
	for i := r; i < r+words && i>>6 < len(s); i++ {
		s[i>>6] &^= 1 << (i & 63)
	}
}

// union adds t and reports whether that changed s.
func (s slotSet) union(t slotSet) bool {
	changed := false
	for i, w := range t {
		if s[i]|w != s[i] {
			s[i] |= w
			changed = true
		}
	}
	return changed
}

// Len returns the words of the instruction at pc, its X words included.
func (p *Program) Len(pc int32) int32 {
	n := int32(1)
	for int(pc+n) < len(p.Code) && p.Code[pc+n].Op == OpX {
		n++
	}
	return n
}

// Target returns where the jump at pc leads; ok is false for all other instructions.
func (p *Program) Target(pc int32) (to int32, ok bool) {
	switch in := p.Code[pc]; {
	case in.Op == OpJmp || in.Op == OpJt || in.Op == OpJf:
		return pc + in.D(), true
	case in.Op >= OpJeq && in.Op <= OpJgeI:
		return pc + int32(int16(in.C)), true
	}
	return 0, false
}

// Falls reports whether the instruction at pc may be followed by the next one.
func (p *Program) Falls(pc int32) bool {
	switch p.Code[pc].Op {
	case OpJmp, OpRet, OpRet1, OpPanic, OpGoexit:
		return false
	}
	return true
}

// analyse solves the backward equations of liveness over the runs of f.
func (p *Program) analyse(f *Func) *funcLive {
	leaders := map[int32]bool{f.Entry: true}
	for pc := f.Entry; pc < f.End; pc += p.Len(pc) {
		to, jumps := p.Target(pc)
		if jumps {
			leaders[to] = true
		}
		if jumps || !p.Falls(pc) {
			leaders[pc+p.Len(pc)] = true
		}
	}
	if f.Recover != 0 {
		leaders[f.Recover] = true
	}
	leaders[f.End] = true
	fl := &funcLive{}
	for pc := range leaders {
		fl.starts = append(fl.starts, pc)
	}
	slices.Sort(fl.starts)
	n := len(fl.starts) - 1
	index := make(map[int32]int, n)
	in := make([]slotSet, n)
	for i := range n {
		index[fl.starts[i]] = i
		in[i] = newSlotSet(f.Frame)
		fl.out = append(fl.out, newSlotSet(f.Frame))
	}
	fl.recover = newSlotSet(f.Frame)
	for changed := true; changed; {
		changed = false
		for i := n - 1; i >= 0; i-- {
			out := fl.out[i]
			last := p.lastOf(fl.starts[i], fl.starts[i+1])
			if to, ok := p.Target(last); ok {
				out.union(in[index[to]])
			}
			if p.Falls(last) && i+1 < n {
				out.union(in[i+1])
			}
			set := slices.Clone(out)
			p.backwards(f, fl, set, fl.starts[i], fl.starts[i+1])
			if in[i].union(set) {
				changed = true
			}
		}
		if f.Recover != 0 && fl.recover.union(in[index[f.Recover]]) {
			changed = true
		}
	}
	return fl
}

// lastOf returns the last instruction of the run from start to end.
func (p *Program) lastOf(start, end int32) int32 {
	last := start
	for pc := start; pc < end; pc += p.Len(pc) {
		last = pc
	}
	return last
}

// backwards turns set, live at the end of a run, into what is live at pc in it.
func (p *Program) backwards(f *Func, fl *funcLive, set slotSet, pc, end int32) {
	var list []int32
	for at := pc; at < end; at += p.Len(at) {
		list = append(list, at)
	}
	for _, at := range slices.Backward(list) {
		p.operands(f, at, func(r, words int, def bool) {
			if def {
				set.remove(r, words)
			}
		})
		p.operands(f, at, func(r, words int, def bool) {
			if !def {
				set.add(r, words)
			}
		})
		set.union(fl.recover)
	}
}

// before returns the pointers that are live before pc.
func (fl *funcLive) before(p *Program, f *Func, pc int32) []uint64 {
	i, found := slices.BinarySearch(fl.starts, pc)
	if !found {
		i--
	}
	if i < 0 || i >= len(fl.out) {
		return nil
	}
	set := slices.Clone(fl.out[i])
	p.backwards(f, fl, set, pc, fl.starts[i+1])
	if op := p.Code[pc].Op; op == OpRecv || op == OpSelect {
		// The goroutine may be parked here with the value received already, which the
		// instruction only finishes when the goroutine runs again.
		set.union(fl.before(p, f, pc+p.Len(pc)))
	}
	set.union(f.Fixed)
	ptrs := newSlotSet(f.Frame)
	copy(ptrs, f.Ptrs)
	for _, t := range f.Retypes {
		switch {
		case t.PC > pc:
		case t.Ptr:
			ptrs.add(int(t.Slot), 1)
		default:
			ptrs.remove(int(t.Slot), 1)
		}
	}
	for i := range set {
		set[i] &= ptrs[i]
	}
	return set
}
