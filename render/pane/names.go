package pane

import (
	"gopherscope/sim/view"
)

// A nameBook remembers what the source calls things. The variable that holds a thing may be
// out of sight now and then; the thing keeps its name meanwhile.
type nameBook struct {
	log   *view.Log
	names map[uint64]nameEntry
}

// A nameEntry is what the thing that was born with an event was called, when it was last asked.
type nameEntry struct {
	name  string
	born  int
	asked int // the number of events then
}

// To ask for a name costs a search through the goroutines' variables. Where there are more of
// them than fewGoroutines it is asked again only after askEvery events.
const fewGoroutines, askEvery = 64, 64

// name returns what the source calls the thing at addr, or "".
func (b *nameBook) name(f *Frame, addr uint64) string {
	if addr == 0 {
		return ""
	}
	if b.log != f.Log {
		b.log, b.names = f.Log, map[uint64]nameEntry{}
	}
	o, _ := f.State.Obj(addr)
	e, known := b.names[addr]
	if known && e.born != o.Born {
		e, known = nameEntry{}, false // another thing at the same address
	}
	now := f.State.Events
	if far := max(now-e.asked, e.asked-now); known && (far == 0 || far < askEvery && len(f.State.Gs) > fewGoroutines) {
		return e.name
	}
	e.born, e.asked = o.Born, now
	if f.Probe != nil {
		if name := f.Probe.Name(addr); name != "" {
			e.name = name
		}
	}
	b.names[addr] = e
	return e.name
}

// captionNames puts the frame's names at the captions' disposal.
func (b *nameBook) captionNames(f *Frame) view.Names {
	return view.Names{
		Func: func(i int32) string {
			if i >= 0 && int(i) < len(f.Funcs) {
				return f.Funcs[i].Name
			}
			return ""
		},
		Var: func(addr uint64) string { return b.name(f, addr) },
		Line: func(pc int32) string {
			if line := f.line(pc); line > 0 {
				return f.Source.Name + ":" + itoa(line)
			}
			return ""
		},
		Object: func(addr uint64) string {
			if f.Probe == nil {
				return ""
			}
			return f.Probe.Name(addr)
		},
		Escapes: func(pc int32) string {
			if probe, ok := f.Probe.(view.HeapProbe); ok {
				return probe.Escapes(pc)
			}
			return ""
		},
	}
}
