package code

import (
	"fmt"
	"math/bits"
)

// Verify checks what the machine takes for granted of a program's code: that jumps lead to
// instructions of their own function, that registers lie in the frame, that no function
// runs past its end, and that no slot is read before it was written. It returns the first
// fault of each function.
func (p *Program) Verify() []error {
	var errs []error
	for i := range p.Funcs {
		f := &p.Funcs[i]
		if i == 0 || f.End == f.Entry {
			continue
		}
		if err := p.verifyFunc(f); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", f.Name, err))
		}
	}
	return errs
}

func (p *Program) verifyFunc(f *Func) error {
	starts := map[int32]bool{}
	last := f.Entry
	for pc := f.Entry; pc < f.End; pc += p.Len(pc) {
		if op := p.Code[pc].Op; op == OpBad || op >= OpCount || op == OpX {
			return fmt.Errorf("pc %d: operation %v", pc, op)
		}
		starts[pc] = true
		last = pc
	}
	if p.Falls(last) {
		return fmt.Errorf("pc %d: runs past the end", last)
	}
	for pc := f.Entry; pc < f.End; pc += p.Len(pc) {
		if to, ok := p.Target(pc); ok && !starts[to] {
			return fmt.Errorf("pc %d: jumps to %d", pc, to)
		}
		var err error
		p.operands(f, pc, func(r, words int, def bool) {
			if words > 0 && (r < 0 || r+words > int(f.Frame)) && err == nil {
				err = fmt.Errorf("pc %d: %v has registers %d to %d of %d", pc, p.Code[pc].Op, r, r+words-1, f.Frame)
			}
		})
		if err != nil {
			return err
		}
	}
	if f.Recover != 0 && !starts[f.Recover] {
		return fmt.Errorf("goes on at %d after a panic", f.Recover)
	}
	return p.verifyEntry(f)
}

// verifyEntry checks that what is live at the function's start is a parameter, the closure
// or zeroed on its own account.
func (p *Program) verifyEntry(f *Func) error {
	fl := p.analyse(f)
	set := newSlotSet(f.Frame)
	set.union(fl.out[0])
	p.backwards(f, &funcLive{recover: newSlotSet(f.Frame)}, set, f.Entry, fl.starts[1])
	set.remove(0, int(f.ParamWords))
	if f.Clos >= 0 {
		set.remove(int(f.Clos), 1)
	}
	for i, w := range set {
		if i < len(f.Fixed) {
			w &^= f.Fixed[i]
		}
		if w != 0 {
			return fmt.Errorf("slot %d is read before it is written", i*64+bits.TrailingZeros64(w))
		}
	}
	return nil
}
