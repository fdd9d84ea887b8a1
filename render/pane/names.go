package pane

import "gopherscope/sim/view"

// A nameBook remembers what the source calls things. A thing keeps the name it was first seen
// with: the variable that held it may be out of sight later, and asking costs a search.
type nameBook struct {
	log   *view.Log
	names map[uint64]string
}

// name returns what the source calls the thing at addr, or "".
func (b *nameBook) name(f *Frame, addr uint64) string {
	if addr == 0 {
		return ""
	}
	if b.log != f.Log {
		b.log, b.names = f.Log, map[uint64]string{}
	}
	name, ok := b.names[addr]
	if !ok && f.Probe != nil {
		if name = f.Probe.Name(addr); name != "" {
			b.names[addr] = name
		}
	}
	return name
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
	}
}
