package sim

import (
	"fmt"

	"gopherscope/sim/code"
	"gopherscope/sim/trace"
)

// What a program loses without the write barrier. While the collector marks, the machine keeps a
// record of the stores that the barrier would have recorded. When nothing is left to mark it
// looks which objects the program can still reach that the collector has not found, frees them
// as it would, and from then on looks at each instruction, until one uses such an object: there
// the program ends, and is told who hid the object from the collector.
//
// Go's runtime finds out a cycle later, if at all: reportZombies, runtime/mgcsweep.go, comes upon
// a pointer to a slot that is free.

// maxLost is how many lost objects of a cycle are remembered: those that a search from the roots
// comes to first.
const maxLost = 1024

// maxStores is how many stores of a cycle are remembered, the first ones.
const maxStores = 1 << 20

// A store is one of a pointer while the collector marks, of which the old or the new value is that
// of an object which is white.
type store struct {
	at, old, new uint64
	g            trace.GoID
	pc           int32 // the user's instruction
}

// A lost object is one that was freed though a pointer leads to it.
type lost struct {
	base, size uint64
	typ        code.TypeID
	hid        store // the store that hid it; at is 0 if it hangs on another one that was hidden
	inserted   bool  // that stored the pointer to it, where else it took one away
}

// Stored implements heap.Stacks.
func (mc *Machine) Stored(at, old, new uint64) {
	if mc.stored == maxStores || mc.slot < 0 {
		return
	}
	for mc.stores.Len() <= int(mc.stored) {
		mc.stores.Grow(1)
	}
	*mc.stores.At(int(mc.stored)) = store{at, old, new, mc.sched.G(mc.slot).ID, mc.vm.UserPC(mc.slot)}
	mc.stored++
}

// findLost returns the objects that the program can reach and the collector has not found, while
// the world stands and nothing is left to mark.
func (mc *Machine) findLost() (found []lost) {
	if !mc.conf.NoBarrier {
		return nil
	}
	var slots []int32
	for slot := range int32(mc.sched.Slots()) {
		if mc.alive(slot) {
			slots = append(slots, slot)
		}
	}
	for _, a := range mc.heap.Lost(slots) {
		if len(found) == maxLost {
			break
		}
		o, _ := mc.heap.Find(a)
		l := lost{base: o.Base, size: o.Size, typ: o.Type}
		inside := func(p uint64) bool { return p-l.base < l.size }
		for i := int(mc.stored) - 1; i >= 0 && l.hid.at == 0; i-- {
			switch s := mc.stores.Get(i); {
			case inside(s.new):
				l.hid, l.inserted = *s, true
			case inside(s.old):
				l.hid = *s
			}
		}
		found = append(found, l)
	}
	return found
}

// discard frees what findLost has found, and remembers it.
func (mc *Machine) discard(found []lost) {
	for _, l := range found {
		if mc.heap.Discard(l.base) {
			mc.lost.Append(l)
		}
	}
}

// usesLost ends the program if the next instruction of the goroutine in slot, on p, uses a lost
// object, or if the memory of one has become another object's; it reports whether it did.
func (mc *Machine) usesLost(p, slot int32) bool {
	for i := range mc.lost.Len() {
		l := mc.lost.Get(i)
		if mc.heap.Valid(l.base) {
			mc.endLost(p, slot, l, "has been given to another object, though the program still has a pointer to it")
			return true
		}
		used := false
		mc.vm.Touches(slot, func(a, n uint64) bool {
			used = used || a < l.base+l.size && l.base < a+n
			return !used
		})
		if used {
			mc.endLost(p, slot, l, fmt.Sprintf("is used by goroutine %d, and has been freed", mc.sched.G(slot).ID))
			return true
		}
	}
	return false
}

// endLost ends the program for a lost object.
func (mc *Machine) endLost(p, slot int32, l *lost, what string) {
	story := mc.storyOf(l)
	mc.inline(slot, trace.Event{Kind: trace.ObjectLost, Obj: l.base, Text: story, PC: mc.vm.UserPC(slot)})
	mc.now = max(mc.now, min(mc.clocks[p], mc.agenda.Next()))
	mc.steps++
	name := "an object"
	if int(l.typ) < len(mc.prog.Types) && mc.prog.Types[l.typ].Name != "" {
		name = "a " + mc.prog.Types[l.typ].Name
	}
	text := fmt.Sprintf("runtime: %s at %#x %s\n\t%s\nfatal error: found pointer to free object\n", name, l.base, what, story)
	mc.output(p, 2, text+"\n"+mc.traceback(slot, false))
	mc.end(Outcome{Status: 2, Why: "lost object"})
}

// storyOf tells how an object was lost, in a line.
func (mc *Machine) storyOf(l *lost) string {
	s := &l.hid
	if s.at == 0 {
		return "Nothing led to it but an object that the collector had missed."
	}
	_, line := mc.prog.Source(mc.prog.Pos[s.pc])
	if l.inserted {
		return fmt.Sprintf("In line %d G%d moved the pointer from its unscanned stack into a scanned object. The barrier would have shaded the new one.", line, s.g)
	}
	return fmt.Sprintf("In line %d G%d moved the pointer to its scanned stack, out of an unscanned object. The barrier would have shaded the old one.", line, s.g)
}
