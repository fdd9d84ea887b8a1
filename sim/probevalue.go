package sim

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"gopherscope/sim/code"
	"gopherscope/sim/mem"
	"gopherscope/sim/view"
)

// argsAt is where a probe finds the words of its args: no address of the program's memory.
const argsAt = 1 << 40

// readable reports whether a value of type id can lie at addr.
func (pr probe) readable(addr uint64, id code.TypeID) bool {
	if id <= 0 || int(id) >= len(pr.mc.prog.Types) {
		return false
	}
	size := uint64(pr.mc.prog.Types[id].Size)
	if addr >= argsAt {
		return addr-argsAt+size <= uint64(len(pr.args))*8
	}
	return addr >= mem.NilPage && addr <= pr.mc.mem.Size() && size <= pr.mc.mem.Size()-addr
}

// load returns the size bytes at addr, which lie in one word.
func (pr probe) load(addr uint64, size int) uint64 {
	if addr < argsAt {
		return pr.mc.mem.LoadN(addr, size)
	}
	w := pr.args[(addr-argsAt)/8] >> (addr & 7 * 8)
	if size < 8 {
		w &= 1<<(size*8) - 1
	}
	return w
}

// value writes out the value of type id at addr, with depth levels of what is inside.
func (pr probe) value(addr uint64, id code.TypeID, depth int) view.Value {
	if !pr.readable(addr, id) {
		return view.Value{Text: "?"}
	}
	t := &pr.mc.prog.Types[id]
	v := view.Value{Type: t.Name}
	word := func(i uint64) uint64 { return pr.load(addr+i*8, 8) }
	switch t.Kind {
	case code.KindBool:
		v.Text = strconv.FormatBool(pr.load(addr, 1) != 0)
	case code.KindInt, code.KindInt8, code.KindInt16, code.KindInt32, code.KindInt64:
		shift := 64 - 8*t.Size
		n := int64(pr.load(addr, int(t.Size))<<shift) >> shift
		v.Text = strconv.FormatInt(n, 10)
		if t.Name == "time.Duration" {
			v.Text = time.Duration(n).String()
		}
	case code.KindUint, code.KindUint8, code.KindUint16, code.KindUint32, code.KindUint64, code.KindUintptr:
		v.Text = strconv.FormatUint(pr.load(addr, int(t.Size)), 10)
	case code.KindFloat32:
		v.Text = strconv.FormatFloat(float64(math.Float32frombits(uint32(pr.load(addr, 4)))), 'g', -1, 32)
	case code.KindFloat64:
		v.Text = strconv.FormatFloat(math.Float64frombits(word(0)), 'g', -1, 64)
	case code.KindComplex64:
		re, im := math.Float32frombits(uint32(pr.load(addr, 4))), math.Float32frombits(uint32(pr.load(addr+4, 4)))
		v.Text = strconv.FormatComplex(complex(float64(re), float64(im)), 'g', -1, 64)
	case code.KindComplex128:
		v.Text = strconv.FormatComplex(complex(math.Float64frombits(word(0)), math.Float64frombits(word(1))), 'g', -1, 128)
	case code.KindString:
		v.Text = pr.quoted(word(0), word(1))
	case code.KindPointer:
		pr.pointer(&v, word(0), t.Elem, depth)
	case code.KindUnsafePointer:
		v.Addr, v.Text = word(0), pointerText(word(0))
	case code.KindChan:
		pr.channel(&v, word(0), t.Elem)
	case code.KindMap:
		pr.mapping(&v, word(0), id, depth)
	case code.KindFunc:
		pr.function(&v, word(0))
	case code.KindInterface:
		pr.dynamic(&v, addr, depth)
	case code.KindSlice:
		pr.slice(&v, word(0), word(1), word(2), t.Elem, depth)
	case code.KindArray:
		v.Text = "[" + pr.list(addr, t.Elem, uint64(t.Len), depth) + "]"
		v.Ref = pr.inside(addr, id)
	case code.KindStruct:
		pr.structure(&v, addr, id, depth)
	default:
		v.Text = "?"
	}
	if v.Addr != 0 {
		v.Ptr = pointerText(v.Addr)
	}
	return v
}

// quoted writes a string of n bytes as in Go source, shortened.
func (pr probe) quoted(at, n uint64) string {
	if n > 0 && (at < mem.NilPage || at > pr.mc.mem.Size() || min(n, probeText) > pr.mc.mem.Size()-at) {
		return "?"
	}
	text := strconv.Quote(pr.mc.vm.Text(at, min(n, probeText)))
	if n > probeText {
		text += "…"
	}
	return text
}

// inside returns the way to what is in the value at addr; none if it lies in no memory.
func (pr probe) inside(addr uint64, id code.TypeID) view.Ref {
	if addr >= argsAt || pr.mc.prog.Types[id].Size == 0 {
		return view.Ref{}
	}
	return view.Ref{Kind: view.RefValue, Addr: addr, Type: int32(id)}
}

// pointer writes a pointer as an arrow and what it points to.
func (pr probe) pointer(v *view.Value, to uint64, elem code.TypeID, depth int) {
	v.Form, v.Addr = view.Pointer, to
	switch {
	case to == 0:
		v.Form, v.Text = view.Nil, "nil"
	case !pr.readable(to, elem):
		v.Text = pointerText(to)
	case depth == 0:
		v.Text = "→ …"
		v.Ref = pr.inside(to, elem)
	default:
		v.Text = "→ " + pr.value(to, elem, depth-1).Text
		v.Ref = pr.inside(to, elem)
	}
}

// channel writes how full a channel is.
func (pr probe) channel(v *view.Value, c uint64, elem code.TypeID) {
	v.Form, v.Addr = view.Chan, c
	if c == 0 {
		v.Form, v.Text = view.Nil, "nil"
		return
	}
	n, room := pr.mc.sched.Chanlen(c), pr.mc.sched.Chancap(c)
	v.Text = "unbuffered"
	if room > 0 {
		v.Text = fmt.Sprintf("len %d cap %d", n, room)
	}
	if pr.mc.sched.Chanclosed(c) {
		v.Text += ", closed"
	}
	if n > 0 {
		v.Ref = view.Ref{Kind: view.RefChan, Addr: c, Type: int32(elem)}
	}
}

// mapping writes a map as its length and its first entries.
func (pr probe) mapping(v *view.Value, m uint64, id code.TypeID, depth int) {
	v.Addr = m
	if m == 0 {
		v.Form, v.Text = view.Nil, "nil"
		return
	}
	n := pr.mc.vm.MapLen(m)
	v.Text = fmt.Sprintf("len %d", n)
	if n == 0 {
		return
	}
	v.Ref = view.Ref{Kind: view.RefMap, Addr: m, Type: int32(id)}
	if depth == 0 {
		return
	}
	entry := &pr.mc.prog.Types[pr.mc.prog.Types[id].Entry]
	var l line
	for at := range pr.mc.vm.Entries(m, id) {
		if l.full(probeElems) {
			l.cut()
			break
		}
		l.add(pr.value(at, entry.Fields[0].Type, depth-1).Text + ":" + pr.value(at+uint64(entry.Fields[1].Offset), entry.Fields[1].Type, depth-1).Text)
	}
	v.Text += " {" + l.String() + "}"
}

// function names a function, and leads to what it has captured.
func (pr probe) function(v *view.Value, closure uint64) {
	v.Addr = closure
	if closure == 0 {
		v.Form, v.Text = view.Nil, "nil"
		return
	}
	fn, ok := pr.closure(closure)
	if !ok {
		v.Text = "?"
		return
	}
	v.Text = strings.TrimPrefix(fn.Name, "main.")
	if len(fn.Captures) > 0 {
		v.Ref = view.Ref{Kind: view.RefClosure, Addr: closure}
	}
}

// closure returns the function of the closure object at addr.
func (pr probe) closure(addr uint64) (*code.Func, bool) {
	if addr < mem.NilPage || addr+8 > pr.mc.mem.Size() {
		return nil, false
	}
	id := pr.mc.mem.Load(addr)
	if id == 0 || id >= uint64(len(pr.mc.prog.Funcs)) {
		return nil, false
	}
	return &pr.mc.prog.Funcs[id], true
}

// dynamic writes an interface as the pair that it is: a type and a value of it. So one that
// holds nothing differs from one that holds a nil pointer.
func (pr probe) dynamic(v *view.Value, addr uint64, depth int) {
	dyn := code.TypeID(pr.load(addr, 8))
	if dyn == 0 {
		v.Form, v.Text = view.Nil, "(nil, nil)"
		return
	}
	if dyn >= code.TypeID(len(pr.mc.prog.Types)) {
		v.Text = "?"
		return
	}
	at := addr + 8
	if !pr.mc.prog.Types[dyn].Direct {
		at = pr.load(at, 8)
	}
	inner := pr.value(at, dyn, max(depth-1, 0))
	v.Text = "(" + shortType(inner.Type) + ", " + inner.Text + ")"
	v.Form, v.Addr, v.Ref = inner.Form, inner.Addr, inner.Ref
	if v.Form == view.Nil {
		v.Form = view.Plain // the interface itself is not nil
	}
}

// slice writes a slice as its header and its first elements.
func (pr probe) slice(v *view.Value, at, n, room uint64, elem code.TypeID, depth int) {
	v.Addr = at
	v.Text = fmt.Sprintf("len %d cap %d", n, room)
	if at == 0 {
		v.Form, v.Text = view.Nil, "nil, len 0 cap 0"
		return
	}
	if room > 0 && !pr.readable(at+(room-1)*uint64(pr.mc.prog.Types[elem].Size), elem) {
		v.Text = "?"
		return
	}
	if room > 0 {
		v.Ref = view.Ref{Kind: view.RefElems, Addr: at, Type: int32(elem), N: n, Cap: room}
	}
	if depth > 0 {
		v.Text += " [" + pr.list(at, elem, n, depth) + "]"
	}
}

// list writes the first of n elements at addr on one line.
func (pr probe) list(addr uint64, elem code.TypeID, n uint64, depth int) string {
	if depth == 0 && n > 0 {
		return "…"
	}
	size := uint64(pr.mc.prog.Types[elem].Size)
	var l line
	for i := range n {
		if l.full(probeElems) {
			l.cut()
			break
		}
		l.add(pr.value(addr+i*size, elem, depth-1).Text)
	}
	return l.String()
}

// structure writes a struct by its fields; the locks and counters of the library by what they
// say.
func (pr probe) structure(v *view.Value, addr uint64, id code.TypeID, depth int) {
	t := &pr.mc.prog.Types[id]
	v.Ref = pr.inside(addr, id)
	if text, ok := pr.sync(addr, t); ok {
		v.Text, v.Ref = text, view.Ref{}
		return
	}
	if depth == 0 && len(t.Fields) > 0 {
		v.Text = "{…}"
		return
	}
	var l line
	for _, f := range t.Fields {
		if f.Name == "_" {
			continue
		}
		if l.full(2 * probeElems) {
			l.cut()
			break
		}
		l.add(pr.value(addr+uint64(f.Offset), f.Type, depth-1).Text)
	}
	v.Text = "{" + l.String() + "}"
}

// sync tells the state of a lock, a counter or an atomic of the library at addr.
func (pr probe) sync(addr uint64, t *code.Type) (text string, ok bool) {
	field := func(name string) uint64 {
		for _, f := range t.Fields {
			if f.Name == name {
				return addr + uint64(f.Offset)
			}
		}
		return addr
	}
	switch t.Name {
	case "sync.Mutex":
		if pr.load(field("mu"), 4)&1 != 0 {
			return "locked", true
		}
		return "unlocked", true
	case "sync.RWMutex":
		n := int32(pr.load(field("readerCount"), 4))
		switch {
		case n < 0:
			return "locked for writing, or about to be", true
		case n > 0:
			return fmt.Sprintf("locked by %d readers", n), true
		}
		return "unlocked", true
	case "sync.WaitGroup":
		return fmt.Sprintf("counter %d", int32(pr.load(field("state"), 8)>>32)), true
	}
	if t.Pkg == "sync/atomic" && len(t.Fields) > 0 && t.Fields[len(t.Fields)-1].Name == "v" {
		f := t.Fields[len(t.Fields)-1]
		return pr.value(addr+uint64(f.Offset), f.Type, probeDepth).Text, true
	}
	return "", false
}

// Inside implements view.Probe.
func (pr probe) Inside(ref view.Ref) []view.Value {
	id := code.TypeID(ref.Type)
	var vals []view.Value
	add := func(name string, v view.Value) {
		v.Name = name
		vals = append(vals, v)
	}
	more := func(n uint64) {
		vals = append(vals, view.Value{Name: "…", Text: strconv.FormatUint(n, 10) + " more"})
	}
	switch ref.Kind {
	case view.RefValue:
		t := &pr.mc.prog.Types[id]
		switch {
		case !pr.readable(ref.Addr, id):
		case t.Kind == code.KindStruct:
			for _, f := range t.Fields {
				if f.Name != "_" {
					add(f.Name, pr.value(ref.Addr+uint64(f.Offset), f.Type, probeDepth))
				}
			}
		case t.Kind == code.KindArray:
			return pr.Inside(view.Ref{Kind: view.RefElems, Addr: ref.Addr, Type: int32(t.Elem), N: uint64(t.Len), Cap: uint64(t.Len)})
		default:
			add("*", pr.value(ref.Addr, id, probeDepth))
		}
	case view.RefElems:
		size := uint64(pr.mc.prog.Types[id].Size)
		shown := min(ref.Cap, max(ref.N, probeElems), probeInside) // some of those beyond the length too
		for i := range shown {
			add(strconv.FormatUint(i, 10), pr.value(ref.Addr+i*size, id, probeDepth))
			vals[i].Hidden = i >= ref.N
		}
		if rest := max(ref.N, shown) - shown; rest > 0 {
			more(rest)
		}
	case view.RefMap:
		entry := &pr.mc.prog.Types[pr.mc.prog.Types[id].Entry]
		for at := range pr.mc.vm.Entries(ref.Addr, id) {
			if len(vals) == probeInside {
				more(pr.mc.vm.MapLen(ref.Addr) - probeInside)
				break
			}
			add(pr.value(at, entry.Fields[0].Type, 1).Text, pr.value(at+uint64(entry.Fields[1].Offset), entry.Fields[1].Type, probeDepth))
		}
	case view.RefChan:
		for at := range pr.mc.sched.Chanvals(ref.Addr) {
			if len(vals) == probeInside {
				more(uint64(pr.mc.sched.Chanlen(ref.Addr)) - probeInside)
				break
			}
			add(strconv.Itoa(len(vals)), pr.value(at, id, probeDepth))
		}
	case view.RefClosure:
		fn, ok := pr.closure(ref.Addr)
		if !ok {
			return nil
		}
		fields := pr.mc.prog.Types[fn.ClosType].Fields
		for i, c := range fn.Captures {
			f := fields[i+1]
			at, t := ref.Addr+uint64(f.Offset), f.Type
			if !c.Copy { // the variable itself
				at, t = pr.mc.mem.Load(at), pr.mc.prog.Types[t].Elem
			}
			v := pr.value(at, t, probeDepth)
			v.Role, v.Heap = view.Captured, !c.Copy
			add(c.Name, v)
		}
	}
	return vals
}

// A line is values on one line, until there are enough of them.
type line struct {
	b strings.Builder
	n int
}

func (l *line) full(most int) bool { return l.n >= most || l.b.Len() >= probeLine }

func (l *line) add(text string) {
	if l.n++; l.n > 1 {
		l.b.WriteByte(' ')
	}
	l.b.WriteString(text)
}

func (l *line) cut() { l.add("…") }

func (l *line) String() string { return l.b.String() }

// shortType writes a type as the user's own file does.
func shortType(name string) string { return strings.ReplaceAll(name, "main.", "") }

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
		x, y, unsigned := m.Load(addr), m.Load(addr+8), m.Load(addr+16)&0xff != 0
		format, index := str(addr+24), strconv.FormatInt(int64(x), 10)
		switch {
		case unsigned:
			index = strconv.FormatUint(x, 10)
		case int64(x) < 0:
			format = str(addr + 40)
		}
		return "runtime error: " + strings.NewReplacer("%x", index, "%y", strconv.FormatInt(int64(y), 10)).Replace(format), true
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

// pointerText writes an address as people know them: Go's heap begins at 0xc000000000.
func pointerText(a uint64) string {
	if a == 0 {
		return "nil"
	}
	return fmt.Sprintf("%#x", goHeap+a)
}

// goHeap is where Go puts its first arena on 64-bit systems.
const goHeap = 0xc000000000
