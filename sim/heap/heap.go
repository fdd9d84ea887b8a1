package heap

import (
	"iter"
	"math"

	"gopherscope/sim/code"
	"gopherscope/sim/mem"
	"gopherscope/sim/trace"
)

// A Config is what a heap can be told. The zero Config is Go's defaults.
type Config struct {
	NoBarrier   bool       // pointer stores are not recorded: the machine is told of them instead, see Stacks
	Classic     bool       // mark object by object, as Go before 1.26 and with GOEXPERIMENT=nogreenteagc
	GOGC        int        // percent, as the environment variable; 0 stands for 100, less than 0 for off
	MinHeap     uint64     // bytes of heap below which nothing is collected, at GOGC=100; 0 stands for 4 MiB
	MemoryLimit int64      // GOMEMLIMIT: bytes that the collector tries to keep to; 0 stands for none
	Limit       uint64     // bytes of memory, stacks included, that are never exceeded; 0 stands for 512 MiB
	Poison      bool       // overwrite freed memory, so that a use after free shows
	Stacks      Stacks     // the roots that the machine holds; nil for none
	Sink        trace.Sink // where events go; nil for nowhere. It fills in when, where and by whom
}

const defaultLimit = 512 << 20

// A Heap is all memory behind a program's static data: objects and stacks.
//
// Every method that allocates may grow the memory, which makes slices taken of its words
// stale.
type Heap struct {
	m        *mem.Memory
	layouts  []layout // by type
	names    []string // of types, for events
	classic  bool
	broken   bool // Config.NoBarrier
	maxPages int  // pages there may be: the limit
	poison   bool
	sink     trace.Sink
	zerobase uint64 // address of every object of no bytes
	first    int    // the heap's first page
	globals  []code.Global

	data, bss, ebss uint64 // where the globals are: those with a value from the start, all others, their end
	stacks          Stacks

	spans mem.Table[span]
	pages mem.Table[int32]  // by page: its span's row; the row negated for a stack's; 0 for none
	free  mem.Table[uint64] // a bit a page, set if free
	tags  mem.Table[tag]    // what objects are, in blocks of a power of two a span

	specials mem.Table[Special] // finalizers, cleanups and weak handles
	pauses   mem.Table[Pause]   // of the last cycles

	caches    mem.Table[mcache]   // by P
	works     mem.Table[gcWork]   // by P
	marks     mem.Table[markBits] // by row of span
	bufs      workbufs
	mutators  mem.Table[mutator] // by slot of a goroutine
	wbufs     mem.Table[WBBuf]   // by P: what the write barrier has recorded
	rootSlots slots              // of the goroutines whose stacks this cycle scans

	state
	always bool       // see ForceBarrier
	mc     *mcache    // the current P's, to be read only
	spent  trace.Time // see Spent
	cause  cause
	demand demand
}

type (
	workbufs = mem.Table[workbuf]
	slots    = mem.Table[int32]
)

// state is the rest of what a checkpoint holds, copied whole.
type state struct {
	central [numSpanClasses]mcentral
	pools   [stackOrders]int32 // lists of stack spans with free slots, by size

	deadSpan  int32            // list of free rows of spans
	deadTags  [tagOrders]int32 // lists of free blocks of tags, by size: row+1 of the first, which holds that of the next
	search    int32            // no page before it is free: searchAddr
	scavenged int32            // free pages before fresh that belong to the operating system
	fresh     int32            // pages from it on were never handed out and are zero: zeroedBase
	used      int32            // pages in use, for objects and stacks
	usedStack int32            // … of them for stacks
	goStacks  uint64           // bytes by which Go's smallest stacks would be larger than ours
	mostStack uint64           // … the most so far

	nprocs    int32 // GOMAXPROCS
	p, g      int32 // on whose behalf things happen: see Use
	phase     Phase
	wanted    bool         // see Wants
	scanAlloc uint64       // bytes of objects up to their last pointer that were allocated since the gc was told
	gc        gcController // when to collect, and who pays for it
	limiter   gcCPULimiter // … and when it has cost enough
	cpu       CPU
	paused    trace.Time // length of all pauses
	forced    int64      // cycles that the program asked for
	work      work
	sweeping

	cycles  int64
	tinies  uint64                 // tiny objects that took no slot
	freed   [numSpanClasses]uint64 // objects freed ever, by class
	freedLg uint64                 // bytes of large objects freed ever
	sp      specialLists
}

// New returns an empty heap behind the end of m, which holds the program's static data.
func New(m *mem.Memory, prog *code.Program, cfg Config) *Heap {
	if cfg.GOGC == 0 {
		cfg.GOGC = 100
	}
	if cfg.MinHeap == 0 {
		cfg.MinHeap = defaultHeapMinimum
	}
	if cfg.MemoryLimit == 0 {
		cfg.MemoryLimit = math.MaxInt64
	}
	if cfg.Limit == 0 {
		cfg.Limit = defaultLimit
	}
	h := &Heap{
		m:        m,
		layouts:  make([]layout, 0, len(prog.Types)+16),
		classic:  cfg.Classic,
		broken:   cfg.NoBarrier,
		maxPages: int(min(cfg.Limit/PageSize, math.MaxInt32)),
		poison:   cfg.Poison,
		sink:     cfg.Sink,
		globals:  prog.Globals,
		stacks:   cfg.Stacks,
	}
	for i := range prog.Types {
		h.layouts = append(h.layouts, layoutOf(&prog.Types[i]))
		h.names = append(h.names, prog.Types[i].Name)
	}
	if len(h.layouts) == 0 {
		h.Define(code.Type{})
	}
	h.layouts[0], h.names[0] = plain, "byte"

	base := (m.Size() + 8 + PageSize - 1) &^ (PageSize - 1)
	m.Expect(base + uint64(h.maxPages)<<PageShift)
	m.Grow(base)
	h.zerobase = base - 8
	h.first = int(base >> PageShift)
	h.data = mem.NilPage
	h.bss = h.data + uint64(len(prog.Static))*8
	h.ebss = h.data + prog.StaticBytes()
	h.search, h.fresh = int32(h.first), int32(h.first)
	h.pages.Grow(h.first)
	h.free.Grow((h.first + 63) / 64)
	h.tags.Grow(1)

	none := span{words: 1, state: spanDead}
	none.bits[0] = ^uint64(0)
	h.spans.Append(none)
	h.marks.Grow(1)

	h.grow(2 * growPages) // before main begins, and enough for the first goal
	h.gc.init(cfg.GOGC, cfg.MinHeap, cfg.MemoryLimit)
	h.gc.globalsScan = h.gc.fixed(runtimeGlobals)
	for _, g := range prog.Globals {
		if l := &h.layouts[g.Type]; !l.noscan {
			h.gc.globalsScan += l.size
		}
	}
	h.drained = true
	h.SetProcs(1)
	h.Use(0, 0)
	return h
}

// SetSink sends events to s from now on; nil for nowhere.
func (h *Heap) SetSink(s trace.Sink) { h.sink = s }

// wants reports whether somebody records events of class c.
func (h *Heap) wants(c trace.Class) bool { return h.sink != nil && h.sink.Wants(c) }

// inUse yields the rows of spans that hold objects or stacks, in no order that means anything.
func (h *Heap) inUse() iter.Seq2[int32, *span] {
	return func(yield func(int32, *span) bool) {
		for i := range h.spans.Len() {
			if s := h.spans.Get(i); s.state != spanDead && !yield(int32(i), s) {
				return
			}
		}
	}
}
