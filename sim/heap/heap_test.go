package heap

import (
	"math"
	"slices"
	"testing"

	"gopherscope/sim/code"
	"gopherscope/sim/mem"
	"gopherscope/sim/trace"
)

// The types of the tests' program.
const (
	tBytes code.TypeID = iota
	tInt
	tPtr   // *T
	tNode  // struct{left, right *T}
	tMixed // struct{int; *T; int}: 24 bytes
	tWide  // [100]struct{int; *T}: 1600 bytes
	tEmpty // struct{}
	tByte  // one byte
	numTestTypes
)

var testTypes = [numTestTypes]code.Type{
	tInt:   {Name: "int", Size: 8},
	tPtr:   {Name: "*T", Size: 8, Ptrs: []uint32{0}, Stride: 8},
	tNode:  {Name: "main.node", Size: 16, Ptrs: []uint32{0, 1}, Stride: 16},
	tMixed: {Name: "main.mixed", Size: 24, Ptrs: []uint32{1}, Stride: 24},
	tWide:  {Name: "[100]main.pair", Size: 1600, Ptrs: []uint32{1}, Stride: 16},
	tEmpty: {Name: "struct {}", Size: 0},
	tByte:  {Name: "uint8", Size: 1},
}

// newHeap returns a heap of the tests' program behind two pages of static data.
func newHeap(cfg Config) *Heap {
	return New(mem.New(3*mem.NilPage), &code.Program{Types: testTypes[:]}, cfg)
}

func noRoots(func(uint64) bool) {}

func TestSpanSlots(t *testing.T) {
	// Counted by address gaps in the real runtime.
	for _, tt := range []struct {
		class        uint8
		noscan, scan int
	}{
		{2, 504, 496}, {3, 336, 330}, {4, 252, 248}, {5, 168, 165}, {6, 126, 124}, {9, 72, 70}, {11, 56, 55},
		{14, 42, 41}, {18, 31, 31}, {19, 28, 27}, {25, 16, 16}, {26, 15, 15}, {27, 14, 14}, {35, 11, 11}, {67, 1, 1},
	} {
		if got := makeSpanClass(tt.class, true).slots(); got != tt.noscan {
			t.Errorf("class %d without pointers: %d slots, want %d", tt.class, got, tt.noscan)
		}
		if got := makeSpanClass(tt.class, false).slots(); got != tt.scan {
			t.Errorf("class %d with pointers: %d slots, want %d", tt.class, got, tt.scan)
		}
	}
	if got := makeSpanClass(1, false).slots(); got != 1008 {
		t.Errorf("class 1 with pointers: %d slots, want 1008", got)
	}
}

// The real growslice rounds by the real roundupsize: append to nothing shows it.
func TestRoundUpSizeAsTheRuntime(t *testing.T) {
	for n := 8; n <= 100_000; n += 8 {
		if got, want := RoundUpSize(uint64(n), true), uint64(cap(slices.Grow([]byte(nil), n))); got != want {
			t.Fatalf("RoundUpSize(%d, noscan) = %d, the runtime has %d", n, got, want)
		}
		if got, want := RoundUpSize(uint64(n), false), 8*uint64(cap(slices.Grow([]*int(nil), n/8))); got != want {
			t.Fatalf("RoundUpSize(%d, with pointers) = %d, the runtime has %d", n, got, want)
		}
	}
	if got := RoundUpSize(1<<64-1, true); got != 1<<64-1 {
		t.Errorf("RoundUpSize of the largest size = %d, want it unchanged", got)
	}
}

func TestWhereObjectsGo(t *testing.T) {
	h := newHeap(Config{})
	start := h.Alloc(tNode, 1)
	if start%PageSize != 0 {
		t.Errorf("the first object is at %#x, want a page's start", start)
	}
	for _, tt := range []struct {
		what string
		t    code.TypeID
		n    int64
		want uint64 // bytes of the slot that can be used
		off  uint64 // of the object in its slot
	}{
		{"two words with pointers", tNode, 1, 16, 0},
		{"64 words with pointers have no header", tPtr, 64, 512, 0},
		{"65 words with pointers have one", tPtr, 65, 568, 8},
		{"1024 bytes with pointers need the next class", tPtr, 128, 1144, 8},
		{"1024 bytes without do not", tInt, 128, 1024, 0},
		{"the largest small object", tByte, MaxSmallSize, 32768, 0},
		{"the smallest large object", tByte, MaxSmallSize + 1, 32768, 0},
		{"large objects have whole pages", tByte, 100_000, 106_496, 0},
	} {
		a := h.Alloc(tt.t, tt.n)
		o, ok := h.Find(a)
		if !ok || o.Base != a || o.Size != tt.want || o.Type != tt.t {
			t.Errorf("%s: %+v at %#x, want %d bytes", tt.what, o, a, tt.want)
		}
		if got := a % 16; got != tt.off {
			t.Errorf("%s: at %#x, want %d behind its slot's start", tt.what, a, tt.off)
		}
	}
}

// The runtime's rule: behind what is there if it fits, else a new block, which takes the old
// one's place if it has more room left.
func TestTinyAllocator(t *testing.T) {
	h := newHeap(Config{})
	a := h.Alloc(tByte, 1)
	for _, tt := range []struct {
		what  string
		bytes int64
		want  uint64
	}{
		{"the next byte", 1, a + 1},
		{"four bytes are aligned", 4, a + 4},
		{"two bytes behind them", 2, a + 8},
		{"eight do not fit: a new block, less full than the old one", 8, a + 16},
		{"so it is the current one", 8, a + 24},
		{"fifteen: a new block", 15, a + 32},
		{"one more byte fits into it", 1, a + 47},
		{"eight: a new block again", 8, a + 48},
		{"fifteen: a new block that has less room", 15, a + 64},
		{"so the one before stays current", 8, a + 56},
	} {
		if got := h.Alloc(tByte, tt.bytes); got != tt.want {
			t.Errorf("%s: at block+%d, want +%d", tt.what, int64(got-a), tt.want-a)
		}
	}
	if s := h.Stats(); s.Mallocs != 11 || s.HeapObjects != 5 {
		t.Errorf("%d mallocs in %d slots, want 11 in 5", s.Mallocs, s.HeapObjects)
	}
}

// A pointer in the first and in the last word that can hold one keeps its object.
func TestEveryWordIsScanned(t *testing.T) {
	for _, n := range []int64{1, 2, 32, 33, 64, 128, 2048, 2560} {
		h := newHeap(Config{})
		a := h.Alloc(tNode, n)
		o, _ := h.Find(a)
		for _, at := range []uint64{0, 8, uint64(n)*16 - 16, uint64(n)*16 - 8} {
			h.m.Zero(a, o.Size)
			b := h.Alloc(tInt, 2)
			h.m.Store(a+at, b)
			h.Collect(func(yield func(uint64) bool) { yield(a) })
			if !h.Valid(b) {
				t.Errorf("%d nodes: what byte %d points to was freed", n, at)
			}
		}
	}
}

// More objects are grey at once than one buffer, or one ring of spans, has room for.
func TestManyGreyObjects(t *testing.T) {
	h := newHeap(Config{Limit: 1 << 30})
	n := int64(200_000)
	list := h.Alloc(tPtr, n)
	for i := range uint64(n) {
		a, b := h.Alloc(tPtr, 1), h.Alloc(tNode, 1)
		h.m.Store(a, b)
		h.m.Store(b, h.Alloc(tInt, 2))
		h.m.Store(list+i*8, a)
	}
	h.Alloc(tInt, 2)
	r := h.Collect(func(yield func(uint64) bool) { yield(list) })
	if r.Objects != 1+3*n || r.Freed != 1 {
		t.Errorf("%d objects stay and %d are freed, want %d and 1", r.Objects, r.Freed, 1+3*n)
	}
}

func TestPointers(t *testing.T) {
	h := newHeap(Config{})
	a := h.Alloc(tMixed, 3)
	for i := range uint64(9) {
		h.m.Store(a+i*8, i)
	}
	var got []uint64
	all := h.Pointers(a, tMixed, 3, func(w uint64) bool { got = append(got, w); return len(got) < 2 })
	if all || !slices.Equal(got, []uint64{1, 4}) {
		t.Errorf("stopped after two: %v, %t; want [1 4], false", got, all)
	}
	got = nil
	all = h.Pointers(a, tMixed, 3, func(w uint64) bool { got = append(got, w); return true })
	if !all || !slices.Equal(got, []uint64{1, 4, 7}) {
		t.Errorf("%v, %t; want [1 4 7], true", got, all)
	}
}

func TestDefinedType(t *testing.T) {
	h := newHeap(Config{})
	header := h.Define(code.Type{Name: "map header", Size: 40, Ptrs: []uint32{2, 4}, Stride: 40})
	a, b, c := h.Alloc(header, 1), h.Alloc(tInt, 2), h.Alloc(tInt, 2)
	h.m.Store(a+32, b)
	h.m.Store(a+24, c)
	if o, _ := h.Find(a + 39); o.Type != header {
		t.Errorf("the object has type %d, want %d", o.Type, header)
	}
	h.Collect(func(yield func(uint64) bool) { yield(a) })
	if !h.Valid(b) || h.Valid(c) {
		t.Errorf("what a pointer word points to is there: %t, what a plain word does: %t", h.Valid(b), h.Valid(c))
	}
}

func TestGoal(t *testing.T) {
	h := newHeap(Config{})
	if h.Goal() != 4<<20 {
		t.Errorf("first goal %d, want 4 MiB", h.Goal())
	}
	big := h.Alloc(tByte, 8<<20)
	if !h.Wants() {
		t.Error("8 MiB live and no wish to collect")
	}
	keep := func(yield func(uint64) bool) { yield(big) }
	h.Collect(keep)
	if h.Live() != 8<<20 || h.Goal() != 16<<20+runtimeGlobals || h.Wants() {
		t.Errorf("live %d, goal %d, wants %t; want 8 MiB, 16 MiB and the globals, false", h.Live(), h.Goal(), h.Wants())
	}
	if old := h.SetGOGC(50); old != 100 || h.Goal() != 12<<20+runtimeGlobals/2 {
		t.Errorf("GOGC was %d, goal at 50 is %d; want 100, 12 MiB and half of the globals", old, h.Goal())
	}
	h.SetGOGC(-1)
	h.Alloc(tByte, 100<<20)
	if h.Wants() {
		t.Error("wants to collect with GOGC off")
	}
	h.SetGOGC(100)
	h.Collect(noRoots)
	if h.Goal() != 4<<20 {
		t.Errorf("goal of an empty heap %d, want 4 MiB", h.Goal())
	}
	if h := newHeap(Config{MinHeap: 64 << 10, GOGC: 200}); h.Goal() != 128<<10 {
		t.Errorf("goal with minheap 64 KiB and GOGC 200 is %d, want 128 KiB", h.Goal())
	}
}

func TestLimit(t *testing.T) {
	h := newHeap(Config{Limit: 1 << 20})
	for _, n := range []int64{1 << 20, 1<<20 + 1, 1 << 40, 1<<63 - 1, -1} {
		if a := h.Alloc(tNode, n); a != 0 {
			t.Errorf("Alloc of %d nodes = %#x over the limit", n, a)
		}
	}
	objects := 0
	for h.Alloc(tMixed, 1) != 0 {
		objects++
	}
	if got, want := objects, 128*330; got != want {
		t.Errorf("%d objects of 24 bytes in 1 MiB, want %d", got, want)
	}
	if h.AllocStack(256) != 0 || h.AllocStack(1<<20) != 0 || h.AllocStack(1<<60) != 0 {
		t.Error("a stack over the limit")
	}
	if err := h.Check(); err != nil {
		t.Error(err)
	}
	h.Collect(noRoots)
	if h.Alloc(tByte, 1<<20) == 0 || h.Alloc(tMixed, 1) != 0 {
		t.Error("after a collection all memory is one run of free pages, no more and no less")
	}
}

// Pages whose neighbours are free make a run again, and the lowest one that fits is used.
func TestPagesCoalesce(t *testing.T) {
	h := newHeap(Config{})
	var a []uint64
	for range 10 {
		a = append(a, h.Alloc(tByte, 5*PageSize))
	}
	free := func(gone ...int) {
		h.Collect(func(yield func(uint64) bool) {
			for i, p := range a {
				if !slices.Contains(gone, i) && !yield(p) {
					return
				}
			}
		})
	}
	free(1, 3, 4, 5)
	if got := h.Alloc(tByte, 15*PageSize); got != a[3] {
		t.Errorf("15 pages at %#x, want the run of 15 at %#x", got, a[3])
	}
	if got := h.Alloc(tByte, 6*PageSize); got < a[9] {
		t.Errorf("6 pages at %#x, before the end: no run had as many", got)
	}
	if got := h.Alloc(tByte, 5*PageSize); got != a[1] {
		t.Errorf("5 pages at %#x, want the run of 5 at %#x", got, a[1])
	}
}

func TestStacks(t *testing.T) {
	h := newHeap(Config{})
	for words, want := range map[int]int{1: 32, 32: 32, 33: 64, 64: 64, 65: 128, 256: 256, 257: 512, 4096: 4096, 1 << 20: 1 << 20} {
		if got := StackWords(words); got != want {
			t.Errorf("StackWords(%d) = %d, want %d", words, got, want)
		}
	}
	a, b := h.AllocStack(256), h.AllocStack(256)
	if b != a+2048 {
		t.Errorf("stacks of 2 KB at %#x and %#x, want neighbours", a, b)
	}
	h.FreeStack(a, 256)
	if got := h.AllocStack(256); got != a {
		t.Errorf("next stack at %#x, want the one just freed, %#x", got, a)
	}
	h.FreeStack(a, 256)
	h.FreeStack(b, 256)
	if s := h.Stats(); s.StackInuse != 32<<10 {
		t.Errorf("%d bytes for stacks, want the span to stay until a collection", s.StackInuse)
	}
	h.Collect(noRoots)
	if s := h.Stats(); s.StackInuse != 0 {
		t.Errorf("%d bytes for stacks after a collection, want 0", s.StackInuse)
	}
}

// A recorder keeps the events of the classes it wants.
type recorder struct {
	class  trace.Class
	events []trace.Event
}

func (r *recorder) Wants(c trace.Class) bool { return r.class&c != 0 }
func (r *recorder) Write(e trace.Event)      { r.events = append(r.events, e) }

func TestEvents(t *testing.T) {
	rec := &recorder{class: trace.GC | trace.Alloc}
	h := newHeap(Config{Sink: rec})
	a := h.Alloc(tNode, 1)
	b := h.AllocAfter(16, tInt, 3)
	h.Collect(func(yield func(uint64) bool) { yield(a) })
	rec.class = trace.GC
	h.Alloc(tNode, 1)
	h.Collect(noRoots)
	rec.class = 0
	h.Alloc(tNode, 1)
	h.Collect(noRoots)
	want := []trace.Event{
		{Kind: trace.HeapAlloc, Obj: a, N: 16, Text: "main.node"},
		{Kind: trace.HeapAlloc, Obj: b, N: 40, Text: "[3]int"},
		{Kind: trace.GCBegin, N: 1, N2: 2 * PageSize},
		{Kind: trace.HeapFree, N: 1, N2: 48},
		{Kind: trace.GCEnd, N: 1, N2: 16},
		{Kind: trace.GCBegin, N: 2, N2: PageSize},
		{Kind: trace.GCEnd, N: 2},
	}
	if !slices.Equal(rec.events, want) {
		t.Errorf("events\n%+v\nwant\n%+v", rec.events, want)
	}

	rec.class, rec.events = trace.Pace, nil
	h.Alloc(tNode, 1)
	h.Collect(noRoots)
	h.SetGOGC(-1)
	var kinds []trace.Kind
	for _, e := range rec.events {
		kinds = append(kinds, e.Kind)
	}
	last := rec.events[len(rec.events)-1]
	if !slices.Equal(kinds, []trace.Kind{trace.HeapLive, trace.HeapGoal, trace.HeapGoal}) || rec.events[0].N != PageSize || last.N != math.MaxInt64 {
		t.Errorf("how the heap grows: %+v", rec.events)
	}
}

func TestPoison(t *testing.T) {
	h := newHeap(Config{Poison: true})
	a := h.Alloc(tNode, 1)
	b := h.Alloc(tNode, 1)
	h.m.Store(a, b)
	h.Collect(func(yield func(uint64) bool) { yield(b) })
	if h.m.Load(a) != poisonWord || h.m.Load(b) != 0 {
		t.Errorf("the freed object holds %#x, the other %#x; want poison and 0", h.m.Load(a), h.m.Load(b))
	}
	if got := h.Alloc(tNode, 1); got != a || h.m.Load(a) != 0 || h.m.Load(a+8) != 0 {
		t.Errorf("the next object at %#x holds %#x; want zeros at %#x", got, h.m.Load(a), a)
	}
	s := h.AllocStack(64)
	h.FreeStack(s, 64)
	if h.m.Load(s) != poisonWord {
		t.Errorf("the freed stack holds %#x, want poison", h.m.Load(s))
	}
}
