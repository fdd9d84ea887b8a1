package vm

import (
	"fmt"
	"iter"

	"gopherscope/sim/code"
	"gopherscope/sim/heap"
	"gopherscope/sim/mem"
)

// Sizes and limits.
const (
	MinStack = 32              // words of memory that a new goroutine's stack takes: see goStack
	goStack  = 256             // words of Go's smallest stack, stackMin (runtime/stack.go): growing so far is no event and takes no time
	MaxStack = 256 << 20       // bytes a stack may grow to. Simplified: maxstacksize is 1e9, and the fatal error says so
	window   = 1 << 16         // registers an instruction can name
	nilWords = mem.NilPage / 8 // words of the page that is never mapped
)

// A Heap hands out memory. Addresses are byte addresses, objects come zeroed, and 0 means
// that the hard limit is reached. Nothing is collected while an instruction executes.
type Heap interface {
	// Alloc returns an object of n elements of type t, that is n*Size bytes.
	Alloc(t code.TypeID, n int64) uint64
	// AllocBytes returns an object of n bytes that holds no pointers.
	AllocBytes(n int64) uint64
	// AllocStack returns a stack of the given number of words, its contents arbitrary;
	// FreeStack takes it back.
	AllocStack(words int) uint64
	FreeStack(addr uint64, words int)
	// Define adds a type: before the first run those of the machine's own objects, and then
	// those that the program makes.
	Define(t code.Type) code.TypeID
	// Wants reports whether the live heap has reached the goal of the collector.
	Wants() bool
	// Barrier returns the write barrier buffer of the P that runs, nil while the barrier is
	// off. What has no room there, and stores of whole values, go by the methods that follow,
	// which are called before the store: Shade for a pointer at an address, BulkBarrier for n
	// values of type t that are copied from src, or cleared if that is 0. They return how many
	// words that recorded.
	Barrier() *heap.WBBuf
	Shade(at, old, new uint64) int64
	BulkBarrier(dst, src uint64, t code.TypeID, n int64) int64
}

// A Host is told what the instructions of a goroutine mean to people who watch.
type Host interface {
	// Unwinding reports what happens on the way of a panic, or of a Goexit, of the goroutine
	// in slot.
	Unwinding(slot int32, u Unwinding)
	// StackMoved reports that the stack of the goroutine in slot, size bytes at address from,
	// was copied to address to. told is false where that is this machine's own matter.
	StackMoved(slot int32, from, size, to, newSize uint64, told bool)
	// Note reports what the goroutine did to the lock or WaitGroup at addr.
	Note(slot int32, n Note, addr uint64, a, b int64)
}

// An Unwinding is one thing that happens on the way of a panic.
type Unwinding struct {
	What   Unwind
	Value  [2]uint64   // Panicked: what it panics with, an interface's two words
	Func   code.FuncID // Deferred: the function that is called, 0 if that is nil; Unwound: the one that returns
	PC     int32       // where the user's code stands; Deferred, Unwound: where the function that had deferred the call does
	Frames int32       // Deferred, Unwound: how many frames of functions were left since the panic
}

// An Unwind says what an Unwinding is.
type Unwind uint8

// What happens on the way of a panic.
const (
	Panicked  Unwind = iota // it begins
	Goexiting               // a Goexit begins
	Deferred                // a deferred call is made
	Recovered               // a deferred call recovered it, and runs on
	Unwound                 // that call has returned: the function that had deferred it returns to its caller
)

// A Note is something a goroutine did that changes nothing for the machine.
type Note uint8

// The notes.
const (
	NoteLocked    Note = iota // it has the lock
	NoteUnlocked              // it gave the lock up
	NoteWaitGroup             // it added a to a WaitGroup, which made b
)

// A Config is what a VM is made of.
type Config struct {
	Prog  *code.Program // the VM's own, if it makes types: see code.Program.Own
	Mem   *mem.Memory
	Heap  Heap
	Host  Host    // may be nil
	Seed  uint64  // of map hashes and the starts of map iterations
	Marks []int32 // pcs at which a run ends with StopTrap though nothing is traced

	// Cost returns what an instruction of the function costs, in hundredths of a virtual ns; nil
	// stands for 100 of each.
	Cost func(f *code.Func) int

	// Bodyless functions by qualified name: those of the host's library, see native.go, and
	// those that the machine serves on request. The VM does some itself.
	Natives  map[string]any
	Requests map[string]bool
}

// A Stop says why a run ended.
type Stop uint8

// The reasons to end a run.
const (
	// StopBudget: the budget is used up.
	StopBudget Stop = iota
	// StopRequest: the instruction at PC needs the machine. It is not executed and costs
	// nothing yet: see Request and Return.
	StopRequest
	// StopDone: the outermost frame returned, or runtime.Goexit has run every deferred call.
	StopDone
	// StopCollect: an allocation crossed the collector's goal; its instruction is complete.
	// Or, with Starved, the heap is at its hard limit: the instruction is not executed, and
	// dies with "out of memory" if there is still no room when the goroutine runs next.
	StopCollect
	// StopTrap: tracing is on and the instruction at PC, not executed yet, begins a
	// statement. The next Run passes it.
	StopTrap
	// StopOverflow: the stack cannot grow for a call that the instruction at PC makes, see
	// Overflowed. The goroutine does not run again.
	StopOverflow
)

var stopText = [...]string{"budget", "request", "done", "collect", "trap", "overflow"}

// String returns the reason's name.
func (s Stop) String() string {
	if int(s) < len(stopText) {
		return stopText[s]
	}
	return fmt.Sprintf("Stop(%d)", uint8(s))
}

// A Tracing says at which instructions of a run StopTrap ends it.
type Tracing uint8

// The kinds of tracing.
const (
	TraceNothing Tracing = iota
	TraceLines           // the first instruction of each statement of user code
	TraceInstrs          // every instruction
)

// A Request is what a goroutine asks of the machine: the instruction at its PC, decoded.
// Which fields count depends on Op.
type Request struct {
	Op      code.Op
	PC      int32
	Chan    uint64       // OpSend, OpRecv, OpClose: the channel's address, 0 for a nil one
	Val     uint64       // OpSend: address of the packed value; OpRecv: address to store it at
	Elem    code.TypeID  // OpSend, OpRecv: the element type; OpMkChan: the channel type
	Size    int64        // OpMkChan: the number of elements of the buffer
	Fn      code.FuncID  // OpGo: the function to run; 0: a nil func value
	Closure uint64       // OpGo: the closure's address, 0 if it is a plain function
	Args    []uint64     // OpGo: its argument words; OpNative: likewise
	Native  int32        // OpNative: an index into Program.Natives
	Name    string       // OpNative: its qualified name
	Cases   []SelectCase // OpSelect
	Default bool         // OpSelect: it has a default case
}

// A SelectCase is one communication of a select that a goroutine asks for.
type SelectCase struct {
	Send bool
	Chan uint64 // the channel's address, 0 for a nil one
	Val  uint64 // where the packed value is, or is to be stored; 0 if a receive's is not wanted
	Elem code.TypeID
}

// A Frame is one running call of a goroutine's stack.
type Frame struct {
	Func  code.FuncID // 0: the frame of panic itself
	PC    int32       // the instruction it stands at: the next one of the innermost frame, the call of others
	FP    uint64      // address of its slot 0
	Live  int32       // slots that are its own: the rest belong to the frame above it
	Panic bool        // the frame of panic, or of runtime.Goexit, which runs deferred calls
	Exit  bool        // … of runtime.Goexit
	Defer bool        // called by panic or at the end of a function, not by an instruction at the caller's PC

	next int32 // where it goes on
}

// A DeferredCall is a call that a frame has deferred.
type DeferredCall struct {
	FP      uint64      // the frame, as in Frame
	Func    code.FuncID // 0: a nil func value, which panics when it is called
	Closure uint64      // its closure's address, 0 for a plain function
	Args    []uint64    // its argument words
}

// A Panic is a panic under way, or a Goexit.
type Panic struct {
	FP        uint64    // the frame of panic itself
	Reached   uint64    // the frame whose deferred calls it has come to
	Value     [2]uint64 // what it panics with, an interface's two words
	Recovered bool      // the deferred call that runs now has recovered it
	Goexit    bool
}

// A VM executes the goroutines of one program. Each goroutine of the machine has a row
// here, of the same number as its row in the scheduler: Spawn fills it, Free empties it.
type VM struct {
	prog *code.Program
	mem  *mem.Memory
	heap Heap
	host Host

	// What the program is made into once, in New; it does not change while running.
	plain   []code.Instr // the program's code and the machine's own at its end: see stub
	timed   []code.Instr // the same with what each instruction costs: see withCosts
	onlyOne []code.Instr // the same, nothing of it free; nil until it is needed: see single
	marked  []code.Instr // the same with opTrap at Config.Marks
	lines   []code.Instr // the same with opTrap where statements of user code begin; nil until asked for
	instrs  []code.Instr // the same with opTrap everywhere; nil until asked for
	funcs   []callee     // by FuncID: what a call needs to know, on the stack that runs
	grown   bool         // … funcs is for a stack as large as Go's smallest
	callees [2][]callee  // … on a stack smaller than Go's smallest, and on others
	funcAt  []code.FuncID
	types   []typeInfo  // by TypeID
	natives []native    // by native index
	stub    int32       // pc of the machine's own code: opPanicNext
	hmap    code.TypeID // a map's header
	words   code.TypeID // a word that may be a pointer
	adapted code.TypeID // a closure that package reflect made
	anyType code.TypeID // interface {}

	// The state of the machine: what Checkpoint copies.
	ctx    mem.Table[context]
	defers mem.Table[deferRow]
	panics mem.Table[panicRow]
	state  state

	code    []code.Instr // marked, lines or instrs
	tracing Tracing
	marks   func(pc int32) bool
	cache   map[ifaceKey]itab
	methods [1024]methodEntry
	literal map[string]code.TypeID // type literals by what they are made of; nil until asked for

	// Of the loop: numbers of words count from the first mapped one, see run.
	high   []uint64    // memory from there on
	dirty  []uint8     // the marks of its pages
	fp     uint64      // the frame's slot 0
	hi     uint64      // the stack's end
	budget int64       // virtual ns that this run may use
	wb     *heap.WBBuf // the buffer of the write barrier, nil while that is off

	// Of the run, and of the last request.
	c      *context
	slot   int32
	ins    []code.Instr // the code that runs: code or plain
	turn   int64        // see Turn
	before int64        // virtual ns of this Run used before the loop began
	left   int64        // virtual ns that were left when the instruction that executes had been charged
	extra  int64        // virtual ns that the instruction costs beyond its table entry: work done
	req    Request      // its Args and Cases are used again
	debug  Debug
	turns  turns // of RunTurns
}

// Spawn makes the goroutine in slot ready to run fn, or the closure at address closure if
// that is not 0, with the given argument words. It reports false if memory is out.
func (v *VM) Spawn(slot int32, fn code.FuncID, closure uint64, args []uint64) bool {
	return v.spawn(slot, fn, closure, args)
}

// Turn says after how many virtual ns of the next Run other Ps will have their turn, 0 for
// never: what a map's users have to know.
func (v *VM) Turn(ns int64) { v.turn = ns }

// EndWrite ends the write to a map that the goroutine in slot may be in the midst of: it is
// taken off its P, which the runtime does not do in the midst of its own code.
func (v *VM) EndWrite(slot int32) {
	if v.ctx.Get(int(slot)).writing != 0 {
		v.endWrite(v.ctx.At(int(slot)))
	}
}

// Alive reports whether the goroutine in slot has been spawned, and not ended.
func (v *VM) Alive(slot int32) bool { return int(slot) < v.ctx.Len() && v.ctx.Get(int(slot)).live }

// Free ends the goroutine in slot. A stack of the size that new goroutines get stays with the
// slot, for the next goroutine there.
//
// Models gdestroy and gfput, runtime/proc.go.
func (v *VM) Free(slot int32) { v.free(slot) }

// FreeStacks gives the stacks that dead goroutines have kept back to the heap: what a
// collection begins with.
//
// Models markrootFreeGStacks, runtime/mgcmark.go.
func (v *VM) FreeStacks() { v.freeStacks() }

// Frames yields the frames of the goroutine in slot, innermost first.
func (v *VM) Frames(slot int32) iter.Seq[Frame] {
	return func(yield func(Frame) bool) { v.walk(v.ctx.Get(int(slot)), yield) }
}

// Roots yields every word of the goroutine in slot that may be a pointer: the live slots of
// its frames, what its deferred calls hold, and the values it panics with.
func (v *VM) Roots(slot int32, yield func(word uint64) bool) { v.roots(slot, yield) }

// RootSlots yields the frames of the goroutine in slot, each with the set of its slots that the
// collector starts from, a bit a slot: live pointers, and those in objects of frames that these
// lead to.
func (v *VM) RootSlots(slot int32) iter.Seq2[Frame, []uint64] {
	return v.rootSlots(v.ctx.Get(int(slot)))
}

// LiveSlots returns the set of a frame's slots that hold pointers which may still be used, a
// bit a slot.
func (v *VM) LiveSlots(f Frame) []uint64 { return v.liveSlots(f) }

// Deferred yields the deferred calls of the goroutine in slot that are still to be made, in
// the order in which they will be.
func (v *VM) Deferred(slot int32) iter.Seq[DeferredCall] {
	return func(yield func(DeferredCall) bool) { v.deferred(v.ctx.Get(int(slot)), yield) }
}

// Panics yields the panics of the goroutine in slot that are under way, the newest first.
func (v *VM) Panics(slot int32) iter.Seq[Panic] {
	return func(yield func(Panic) bool) { v.eachPanic(v.ctx.Get(int(slot)), yield) }
}

// Entries yields the addresses of the entries of map m of type t, each a key and its element
// as Type.Entry lays them out, in the order of their insertion.
func (v *VM) Entries(m uint64, t code.TypeID) iter.Seq[uint64] {
	return func(yield func(uint64) bool) { v.entries(m, t, yield) }
}

// MapLen returns the number of entries of map m.
func (v *VM) MapLen(m uint64) uint64 { return v.mem.Load(m + hdrCount*8) }

// PC returns the instruction that the goroutine in slot executes next.
func (v *VM) PC(slot int32) int32 { return v.ctx.Get(int(slot)).pc }

// UserPC returns the instruction that the innermost frame of user code stands at, or the
// innermost frame of any code if there is none, of the goroutine in slot.
func (v *VM) UserPC(slot int32) int32 { return v.userPC(v.ctx.Get(int(slot))) }

// Line returns the source position of UserPC.
func (v *VM) Line(slot int32) code.Pos { return v.prog.Pos[v.UserPC(slot)] }

// Exited reports whether the goroutine in slot, which is done, ended by runtime.Goexit.
func (v *VM) Exited(slot int32) bool { return v.ctx.Get(int(slot)).exited }

// Sum feeds every word of the state to add, in a fixed order: for a hash of it.
func (v *VM) Sum(add func(word uint64)) { v.sum(add) }

// Untrap takes a StopTrap of the goroutine in slot back: the next Run stops there again.
func (v *VM) Untrap(slot int32) { v.ctx.At(int(slot)).trapped = noTrap }

// Spent returns the virtual ns that the current Run has used: for what the host and the heap
// are told while an instruction executes.
func (v *VM) Spent() int64 { return v.before + v.budget - v.left + v.extra }

// Stack returns the address and the size in bytes of the stack of the goroutine in slot.
func (v *VM) Stack(slot int32) (addr, size uint64) {
	c := v.ctx.Get(int(slot))
	return uint64(c.lo) * 8, uint64(c.hi-c.lo) * 8
}

// Touches yields the addresses and sizes in bytes of what the next instruction of the goroutine in
// slot reads or writes through pointers. Of a native it yields what its arguments point to, and of
// a map the beginnings of its parts. It changes nothing.
func (v *VM) Touches(slot int32, yield func(addr, size uint64) bool) { v.touches(slot, yield) }

// StackUsed returns the bytes of the stack of the goroutine in slot that are in use, as Go would
// count them: what a scan of it adds to the collector's work.
func (v *VM) StackUsed(slot int32) int64 { return v.stackUsed(v.ctx.Get(int(slot))) }

// ShrinkStack copies the stack of the goroutine in slot to one of half the size if little of it
// is in use, and returns what that took in virtual ns, 0 if it stays. The goroutine does not run.
func (v *VM) ShrinkStack(slot int32) int64 { return v.shrinkStack(slot) }

// SetStartingStack says how large the stacks of new goroutines are, in bytes: a power of two.
//
// Models startingStackSize, runtime/stack.go.
func (v *VM) SetStartingStack(bytes int64) { v.state.starting = int32(max(bytes/8, goStack)) }

// StartingStack returns what SetStartingStack set.
func (v *VM) StartingStack() int64 { return int64(v.state.starting) * 8 }

// Overflowed returns the first instruction of the function that the goroutine in slot, stopped
// with StopOverflow, had no stack to call.
func (v *VM) Overflowed(slot int32) int32 { return v.ctx.Get(int(slot)).want }

// Fresh reports whether the goroutine in slot has executed nothing yet.
func (v *VM) Fresh(slot int32) bool {
	c := v.ctx.Get(int(slot))
	return c.live && c.fp == c.lo+1 && c.pc == v.prog.Funcs[v.funcAt[c.pc]].Entry
}

// Signal returns the instruction of the goroutine in slot that used a nil pointer, and the
// address it used, if its newest panics, none of which is recovered, are due to one.
func (v *VM) Signal(slot int32) (pc int32, addr uint64, ok bool) {
	c := v.ctx.Get(int(slot))
	return c.signal, c.address, c.signal != 0
}

// Starved reports whether the goroutine in slot waits for room in the heap: see StopCollect.
func (v *VM) Starved(slot int32) bool { return v.ctx.Get(int(slot)).starved }

// Request decodes the instruction at which the goroutine in slot stopped with StopRequest.
// It changes nothing. The answer is valid until the next call.
func (v *VM) Request(slot int32) *Request { return v.request(slot) }

// Op returns the operation of the request at which the goroutine in slot stopped.
func (v *VM) Op(slot int32) code.Op { return v.plain[v.ctx.Get(int(slot)).pc].Op }

// Return completes the request of the goroutine in slot: it writes the result words and
// moves PC past the instruction. The words are, by Op: OpRecv the bool ok; OpSelect the
// chosen case's index (-1: default) and the bool ok; OpMkChan the channel's address;
// OpNative the native's results; none for the others. A received value has been stored,
// packed, at the request's Val before.
func (v *VM) Return(slot int32, words ...uint64) { v.finish(slot, words) }

// Conclude is Return for a send, or for a receive with the bool ok. At any other request it
// does nothing and reports false.
func (v *VM) Conclude(slot int32, ok bool) bool { return v.conclude(slot, ok) }

// Throw makes the goroutine in slot, which stands at a request, raise the fault when it
// next runs; args are the words of the fault function's arguments.
func (v *VM) Throw(slot int32, f code.Fault, args ...uint64) { v.throw(slot, f, args) }

// Call makes the goroutine in slot, which stands at a request, call fn with the given
// argument words when it next runs, before it goes on at the same instruction.
func (v *VM) Call(slot int32, fn code.FuncID, args ...uint64) { v.push(slot, fn, 0, args) }

// CallClosure is Call of the closure at address closure.
func (v *VM) CallClosure(slot int32, closure uint64, args ...uint64) {
	v.push(slot, code.FuncID(v.mem.Load(closure)), closure, args)
}

// Implements reports whether type t has the methods that interface type iface asks for.
func (v *VM) Implements(t, iface code.TypeID) bool { return v.implements(t, iface).ok }

// A String is a string's two words in memory. NewString allocates one; 0 words and false
// mean that memory is out.
func (v *VM) NewString(s string) (words [2]uint64, ok bool) { return v.newString(s) }

// Text returns the string at address addr of length n.
func (v *VM) Text(addr, n uint64) string { return v.text(addr, n) }
