package view

import "gopherscope/sim/trace"

// A HeapProbe answers what events do not say of the heap. What it returns is read only, and
// stale after the machine has run on.
type HeapProbe interface {
	// Heap writes what the collector knows into h, whose memory it uses again.
	Heap(h *Heap)
	// Objects returns the allocated objects in the order of their addresses, the first max of
	// them, with the edges between objects.
	Objects(max int) []HeapObject
	// Roots returns the edges that lead into the heap from outside, the first max of them: those of
	// globals in the order of their addresses, of goroutines by their numbers, innermost frames
	// first, then all others.
	Roots(max int) []HeapEdge
	// ObjectAt returns the object that addr lies in.
	ObjectAt(addr uint64) (HeapObject, bool)
	// Referrers returns all edges that lead to the object at addr, those of roots first.
	Referrers(addr uint64) []HeapEdge
	// Path returns one of the shortest ways from a root to the object at addr, edge by edge; none if
	// nothing leads to it, or if it is one of so many objects that the search was given up.
	Path(addr uint64) []HeapEdge
	// Escapes says why what the instruction at pc makes is not on a stack: "it is returned"; "" if
	// it always lives in the heap, or nobody knows.
	Escapes(pc int32) string
}

// A Heap is what the collector knows at an instant. Amounts are bytes.
type Heap struct {
	Cycle   int64       // cycles begun
	Phase   trace.Phase // what the collector does
	Barrier bool        // the write barrier is on
	Classic bool        // it marks object by object, not span by span (GOEXPERIMENT=nogreenteagc)

	Live    uint64 // what counts towards the goal: what the last cycle marked, and all spans handed out since
	Goal    uint64 // the largest uint64 for none
	Trigger uint64 // a cycle begins when Live is here; the largest uint64 for none
	Marked  uint64 // marked by the cycle under way, or by the last one

	SweepLeft        int          // spans that are not swept yet
	Roots, RootsDone int          // root jobs of the cycle, and those that somebody has taken
	Credit           int64        // scan work that the workers have done in advance, for assists to take
	Assists          []trace.GoID // goroutines that wait for such credit, the first to be served first

	Ps      []HeapP    // by ProcID
	Full    []uint64   // objects that are grey and queued for all Ps, the next to be taken last; at most maxQueue
	FullN   int        // … how many there are
	Spans   []HeapSpan // by address
	Bytes   uint64     // of all allocated objects, by their slots
	Objects int        // allocated
}

// MaxQueue is how many entries of a long queue a HeapP or a Heap lists; the count says how many
// there are.
const MaxQueue = 64

// A HeapP is what the collector keeps for a P.
type HeapP struct {
	Grey     []uint64 // its work buffer: grey objects, the next to be scanned last
	GreyN    int
	Spans    []uint64 // its queue of spans with grey objects, by their addresses, the next to be scanned first
	SpansN   int
	Barrier  []uint64 // pointers that the write barrier has recorded and that may not be marked yet, the newest last
	BarrierN int
	Tiny     uint64 // address of the block that it puts tiny objects into, or 0
}

// A SpanState says how far a span is.
type SpanState uint8

// The states of a span.
const (
	Swept   SpanState = iota
	Unswept           // its free slots are not known yet: slots whose objects are dead still count as allocated
	Cached            // a P allocates from it
)

// String says it in a word.
func (s SpanState) String() string { return [...]string{"swept", "unswept", "cached"}[s] }

// A HeapSpan is a run of pages cut into slots of one size. Alloc, Mark and Scan are sets of slots, a
// bit each, lowest first.
type HeapSpan struct {
	Base      uint64 // address
	Pages     int    // of 8 KiB
	Elem      uint64 // bytes of a slot
	Slots     int
	Class     int  // size class; 0 is one large object
	NoScan    bool // its objects hold no pointers
	State     SpanState
	P         trace.ProcID // of a cached one
	Queued    bool         // it has grey objects, and waits in some P's queue
	FreeIndex int          // the allocation cursor: no slot before it is free
	Alloc     []uint64     // slots that count as allocated
	Mark      []uint64     // … of the cycle under way: objects that are grey or black; empty if there is none
	Scan      []uint64     // … objects that are black
}

// Has reports whether slot i is in a set.
func Has(set []uint64, i int) bool { return i>>6 < len(set) && set[i>>6]>>(i&63)&1 != 0 }

// A Colour is what the collector thinks of an object.
type Colour uint8

// The colours. Go has no such field: they are what mark bits and queues amount to.
const (
	NoColour Colour = iota // no cycle marks
	White                  // not found yet
	Grey                   // found, not scanned
	Black                  // found and scanned
)

// String names the colour.
func (c Colour) String() string { return [...]string{"", "white", "grey", "black"}[c] }

// A HeapObject is an allocated object. One address may hold several in turn: what Log.Born says of
// it tells them apart.
type HeapObject struct {
	Addr   uint64 // as pointers to its first byte have it
	Size   uint64 // bytes that it may use: those of its slot
	Type   string // of its values; "" for bytes without a type, such as a string's
	Colour Colour
	Span   uint64     // address of its span
	Slot   int        // number of its slot there
	Edges  []HeapEdge // to other objects, in the order of their fields
	NoScan bool       // it holds no pointers
}

// A Root says what kind of root an edge begins at.
type Root uint8

// The kinds of roots.
const (
	NotRoot    Root = iota // the edge begins at an object
	GlobalRoot             // a package-level variable
	StackRoot              // a goroutine's frames
	OtherRoot              // what the runtime itself holds
)

// A HeapEdge is a pointer that leads to an object.
type HeapEdge struct {
	From uint64 // address of the object that holds it; 0 of a root
	To   uint64 // address of the object that it leads to
	Root Root
	G    trace.GoID // of a StackRoot: whose
	Func string     // … and in which function's frame
	Call int        // … of its calls under way the how manieth, 0 the innermost one
	Name string     // field, element or variable that holds the pointer: next, [3].key, cache; "" if it has no name
}
