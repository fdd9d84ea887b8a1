package sim

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"gopherscope/sim/code"
	"gopherscope/sim/mem"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
	"gopherscope/sim/vm"
)

// How much a probe writes out: nobody reads more at a glance.
const (
	probeElems  = 8   // elements of a slice, array or map
	probeText   = 60  // bytes of a string
	probeDepth  = 3   // levels of structs and pointers
	probeFrames = 100 // frames of a goroutine: one that recurses without end has a million
	probeSearch = 256 // goroutines whose variables are searched for a name
)

// Probe returns what answers questions about the machine at this instant. It is stale after
// the machine has run on.
func (mc *Machine) Probe() view.Probe { return probe{mc} }

type probe struct{ mc *Machine }

// PC implements view.Probe.
func (pr probe) PC(g trace.GoID) int32 {
	if slot, ok := pr.mc.slotOf(g); ok {
		return pr.mc.vm.UserPC(slot)
	}
	return 0
}

// Frames implements view.Probe.
func (pr probe) Frames(g trace.GoID) []view.Frame {
	slot, ok := pr.mc.slotOf(g)
	if !ok {
		return nil
	}
	var frames []view.Frame
	for f := range pr.mc.vm.Frames(slot) {
		if f.Func == 0 || f.Func == pr.mc.prog.Start || pr.mc.prog.Funcs[f.Func].Wrapper {
			continue
		}
		fn := &pr.mc.prog.Funcs[f.Func]
		pos := pr.mc.prog.Pos[f.PC]
		vf := view.Frame{Func: fn.Name, File: pr.mc.prog.Files[pos.File].Name, Line: int(pos.Line), Std: fn.Std}
		pr.vars(f, func(v *code.Var, addr uint64) bool {
			val := pr.value(addr, v.Type, probeDepth)
			val.Name, val.Heap = v.Name, v.Heap
			vf.Vars = append(vf.Vars, val)
			return true
		})
		if frames = append(frames, vf); len(frames) == probeFrames {
			break
		}
	}
	return frames
}

// vars yields the variables in scope in a frame and where each lies.
func (pr probe) vars(f vm.Frame, yield func(v *code.Var, addr uint64) bool) {
	fn := &pr.mc.prog.Funcs[f.Func]
	for i := range fn.Vars {
		v := &fn.Vars[i]
		if f.PC < v.From || f.PC >= v.To {
			continue
		}
		addr := f.FP + uint64(v.Slot)*8
		if v.Heap {
			addr = pr.mc.mem.Load(addr)
		}
		if addr >= mem.NilPage && addr < pr.mc.mem.Size() && !yield(v, addr) {
			return
		}
	}
}

// Object implements view.Probe.
func (pr probe) Object(addr uint64) (view.Object, bool) {
	o, ok := pr.mc.heap.Find(addr)
	if !ok {
		return view.Object{}, false
	}
	t := &pr.mc.prog.Types[o.Type]
	obj := view.Object{Addr: o.Base, Size: int64(o.Size), Type: t.Name}
	switch {
	case o.Type == 0 || int(o.Type) >= len(pr.mc.prog.Types) || t.Size == 0:
	case uint64(t.Size)*2 <= o.Size:
		for i := range min(o.Size/uint64(t.Size), probeElems) {
			v := pr.value(o.Base+i*uint64(t.Size), o.Type, probeDepth)
			v.Name = strconv.Itoa(int(i))
			obj.Fields = append(obj.Fields, v)
		}
	default:
		obj.Fields = pr.value(o.Base, o.Type, probeDepth).Sub
	}
	return obj, true
}

// Name implements view.Probe. It looks at package-level variables first, then at the
// goroutines' variables, main's first.
func (pr probe) Name(addr uint64) string {
	for _, g := range pr.mc.prog.Globals {
		if strings.HasPrefix(g.Name, "main.") {
			if name := pr.nameIn(addr, g.Addr, g.Type); name != "" {
				return strings.TrimPrefix(g.Name, "main.") + name[1:]
			}
		}
	}
	name := ""
	for slot := range min(int32(pr.mc.sched.Slots()), probeSearch) {
		if !pr.mc.alive(slot) {
			continue
		}
		for f := range pr.mc.vm.Frames(slot) {
			if f.Func == 0 || pr.mc.prog.Funcs[f.Func].Std {
				continue
			}
			pr.vars(f, func(v *code.Var, at uint64) bool {
				if n := pr.nameIn(addr, at, v.Type); n != "" {
					name = v.Name + n[1:]
				}
				return name == ""
			})
			if name != "" {
				return name
			}
		}
	}
	return ""
}

// nameIn returns how the thing at addr is reached from a variable at address at: "." if the
// variable is or holds it, ".field" if a field does, "" if it does not.
func (pr probe) nameIn(addr, at uint64, id code.TypeID) string {
	t := &pr.mc.prog.Types[id]
	switch t.Kind {
	case code.KindChan, code.KindMap:
		if pr.mc.mem.Load(at) == addr {
			return "."
		}
		return ""
	case code.KindPointer:
		to := pr.mc.mem.Load(at)
		elem := &pr.mc.prog.Types[t.Elem]
		if to == 0 || addr < to || addr > to || elem.Kind != code.KindStruct {
			if elem.Kind != code.KindStruct || to < mem.NilPage || addr < to || addr >= to+uint64(elem.Size) {
				return ""
			}
		}
		return pr.nameIn(addr, to, t.Elem)
	case code.KindStruct:
		if addr == at && t.Pkg == "sync" {
			return "."
		}
		for _, f := range t.Fields {
			if n := pr.nameIn(addr, at+uint64(f.Offset), f.Type); n != "" && pr.mc.prog.Types[f.Type].Kind != code.KindPointer {
				if f.Name == "_" {
					continue
				}
				return "." + "." + f.Name + n[1:]
			}
		}
		if addr == at {
			return "."
		}
	}
	return ""
}

// value writes out the value of type id at addr.
func (pr probe) value(addr uint64, id code.TypeID, depth int) view.Value {
	t := &pr.mc.prog.Types[id]
	v := view.Value{Type: t.Name}
	m := pr.mc.mem
	if addr < mem.NilPage || addr+uint64(t.Size) > m.Size() {
		v.Text = "?"
		return v
	}
	switch t.Kind {
	case code.KindBool:
		v.Text = strconv.FormatBool(m.LoadN(addr, 1) != 0)
	case code.KindInt, code.KindInt8, code.KindInt16, code.KindInt32, code.KindInt64:
		shift := 64 - 8*t.Size
		v.Text = strconv.FormatInt(int64(m.LoadN(addr, int(t.Size))<<shift)>>shift, 10)
	case code.KindUint, code.KindUint8, code.KindUint16, code.KindUint32, code.KindUint64, code.KindUintptr:
		v.Text = strconv.FormatUint(m.LoadN(addr, int(t.Size)), 10)
	case code.KindFloat32:
		v.Text = strconv.FormatFloat(float64(math.Float32frombits(uint32(m.LoadN(addr, 4)))), 'g', -1, 32)
	case code.KindFloat64:
		v.Text = strconv.FormatFloat(math.Float64frombits(m.Load(addr)), 'g', -1, 64)
	case code.KindComplex64:
		re, im := math.Float32frombits(uint32(m.LoadN(addr, 4))), math.Float32frombits(uint32(m.LoadN(addr+4, 4)))
		v.Text = strconv.FormatComplex(complex(float64(re), float64(im)), 'g', -1, 64)
	case code.KindComplex128:
		v.Text = strconv.FormatComplex(complex(math.Float64frombits(m.Load(addr)), math.Float64frombits(m.Load(addr+8))), 'g', -1, 128)
	case code.KindString:
		n := m.Load(addr + 8)
		text := pr.mc.vm.Text(m.Load(addr), min(n, probeText))
		v.Text = strconv.Quote(text)
		if n > probeText {
			v.Text += "…"
		}
	case code.KindPointer, code.KindChan, code.KindMap, code.KindUnsafePointer:
		v.Addr = m.Load(addr)
		v.Text = pointerText(v.Addr)
		if t.Kind == code.KindPointer && v.Addr != 0 && depth > 0 {
			v.Sub = pr.value(v.Addr, t.Elem, depth-1).Sub
		}
	case code.KindFunc:
		v.Addr = m.Load(addr)
		v.Text = "nil"
		if v.Addr != 0 {
			v.Text = pr.mc.prog.Funcs[m.Load(v.Addr)].Name
		}
	case code.KindInterface:
		dyn := code.TypeID(m.Load(addr))
		v.Text = "nil"
		if dyn != 0 {
			at := m.Load(addr + 8)
			if pr.mc.prog.Types[dyn].Direct {
				at = addr + 8
			}
			inner := pr.value(at, dyn, max(depth-1, 0))
			v.Text, v.Addr, v.Sub = inner.Type+"("+inner.Text+")", inner.Addr, inner.Sub
		}
	case code.KindSlice:
		v.Addr = m.Load(addr)
		n, c := m.Load(addr+8), m.Load(addr+16)
		v.Text = fmt.Sprintf("len %d, cap %d", n, c)
		pr.elems(&v, v.Addr, t.Elem, n, depth)
	case code.KindArray:
		v.Text = fmt.Sprintf("len %d", t.Len)
		pr.elems(&v, addr, t.Elem, uint64(t.Len), depth)
	case code.KindStruct:
		v.Text = "{…}"
		if depth > 0 {
			texts := make([]string, 0, len(t.Fields))
			for _, f := range t.Fields {
				sub := pr.value(addr+uint64(f.Offset), f.Type, depth-1)
				sub.Name = f.Name
				v.Sub = append(v.Sub, sub)
				texts = append(texts, sub.Text)
			}
			v.Text = "{" + strings.Join(texts, " ") + "}"
		}
	default:
		v.Text = "?"
	}
	return v
}

// panicText writes out what a goroutine panics with, an interface given by its two words. Of
// the library's errors it is what their Error methods say, as far as that can be read off
// them: their one text, or the numbers and the text of an index out of range.
func (pr probe) panicText(dyn code.TypeID, data uint64) string {
	if dyn == 0 {
		return "nil"
	}
	t := &pr.mc.prog.Types[dyn]
	if t.Kind == code.KindPointer && data >= mem.NilPage {
		if text, ok := pr.errorText(t.Elem, data); ok {
			return text
		}
	}
	switch elem := &pr.mc.prog.Types[t.Elem]; {
	case t.Kind == code.KindPointer && elem.Kind == code.KindStruct && data >= mem.NilPage:
		return "&" + elem.Name + pr.value(data, t.Elem, probeDepth).Text
	case t.Direct:
		return t.Name + "(" + pointerText(data) + ")"
	}
	if text, ok := pr.errorText(dyn, data); ok {
		return text
	}
	text := pr.value(data, dyn, probeDepth).Text
	switch {
	case t.Kind == code.KindStruct:
		return t.Name + text
	case t.Named && t.Pkg != "":
		return t.Name + "(" + text + ")"
	}
	return text
}

// errorText returns what the library's error of type id at addr says; ok is false if it is
// another thing.
func (pr probe) errorText(id code.TypeID, addr uint64) (text string, ok bool) {
	t := &pr.mc.prog.Types[id]
	m := pr.mc.mem
	str := func(at uint64) string { return pr.mc.vm.Text(m.Load(at), min(m.Load(at+8), probeText)) }
	switch {
	case t.Name == "runtime.boundsError":
		x, y := int64(m.Load(addr)), int64(m.Load(addr+8))
		format := str(addr + 16)
		if x < 0 {
			format = str(addr + 32)
		}
		return "runtime error: " + strings.NewReplacer("%x", strconv.FormatInt(x, 10), "%y", strconv.FormatInt(y, 10)).Replace(format), true
	case t.Name == "runtime.TypeAssertionError":
		iface, concrete, asserted, missing := str(addr), str(addr+16), str(addr+32), str(addr+48)
		switch {
		case concrete == "":
			return "interface conversion: " + iface + " is nil, not " + asserted, true
		case missing == "":
			return "interface conversion: " + iface + " is " + concrete + ", not " + asserted, true
		}
		return "interface conversion: " + concrete + " is not " + asserted + ": missing method " + missing, true
	case t.Name == "runtime.plainError":
		return str(addr), true
	case t.Name == "runtime.errorString":
		return "runtime error: " + str(addr), true
	case t.Name == "runtime.PanicNilError":
		return "panic called with nil argument (use GODEBUG=panicnil=1 to disable)", true
	case t.Kind == code.KindStruct && len(t.Fields) > 0 && pr.mc.prog.Types[t.Fields[0].Type].Kind == code.KindString &&
		(t.Name == "errors.errorString" || strings.HasPrefix(t.Name, "fmt.wrapError")):
		return str(addr), true
	}
	return "", false
}

// elems adds the first of n elements at addr to v.
func (pr probe) elems(v *view.Value, addr uint64, elem code.TypeID, n uint64, depth int) {
	if depth == 0 {
		return
	}
	size := uint64(pr.mc.prog.Types[elem].Size)
	for i := range min(n, probeElems) {
		sub := pr.value(addr+i*size, elem, depth-1)
		sub.Name = strconv.Itoa(int(i))
		v.Sub = append(v.Sub, sub)
	}
}

// pointerText writes an address as people know them: Go's heap begins at 0xc000000000.
func pointerText(a uint64) string {
	if a == 0 {
		return "nil"
	}
	return fmt.Sprintf("%#x", goHeap+a)
}

// goHeap is where Go puts its first arena on 64-bit systems.
const goHeap = 0xc000000000

// slotOf returns the slot of the living goroutine g.
func (mc *Machine) slotOf(g trace.GoID) (int32, bool) {
	for p := range int32(mc.sched.Procs()) { // those that run are asked for at every frame
		if slot := mc.sched.Current(p); slot >= 0 && mc.sched.G(slot).ID == g {
			return slot, true
		}
	}
	for slot := range int32(mc.sched.Slots()) {
		if mc.alive(slot) && mc.sched.G(slot).ID == g {
			return slot, true
		}
	}
	return 0, false
}
