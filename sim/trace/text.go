package trace

import (
	"math"
	"strconv"
)

// A Printer writes events for people, a line each: the time, the P, the goroutine, what
// happened, and the fields that matter for that kind.
//
//	30ns P0  G1    GoCreate      G2 runnext
//	55ns P0  G1    GoBlock       chan receive c1
//
// Channels, locks and timers are named c1, s1, t1 in the order they appear. The zero Printer
// is ready; a Printer that has read one log from its start gives each line the same names
// every time.
type Printer struct {
	Func func(fn int32) string // names a function of the program, if not nil
	Line func(pc int32) string // names the line of an instruction, if not nil

	names map[uint64]string
	count [3]int // channels, semaphores, timers named so far
}

// Object returns the name that an object has in the lines so far, "" if it has none.
func (pr *Printer) Object(addr uint64) string { return pr.names[addr] }

// Columns of a line.
const (
	timeWidth = 12 // the unit included
	procWidth = 4
	goWidth   = 6
	kindWidth = 14
)

// Append adds the line of e to b, without a line end.
func (pr *Printer) Append(b []byte, e Event) []byte {
	var word [32]byte
	at := append(strconv.AppendInt(word[:0], int64(e.At), 10), "ns"...)
	for range timeWidth - len(at) {
		b = append(b, ' ')
	}
	b = append(append(b, at...), ' ')

	b = pad(b, procWidth, func(b []byte) []byte {
		if e.P == NoProc {
			return append(b, '-')
		}
		return appendID(b, 'P', int64(e.P))
	})
	b = pad(b, goWidth, func(b []byte) []byte {
		if e.G == NoGo {
			return append(b, '-')
		}
		return appendID(b, 'G', int64(e.G))
	})
	b = pad(b, kindWidth, func(b []byte) []byte { return append(b, e.Kind.String()...) })
	b = pr.appendDetails(b, e)
	for len(b) > 0 && b[len(b)-1] == ' ' {
		b = b[:len(b)-1]
	}
	return b
}

// pad appends what add appends and fills it up to width, one space at least.
func pad(b []byte, width int, add func([]byte) []byte) []byte {
	start := len(b)
	b = add(b)
	for b = append(b, ' '); len(b)-start < width; {
		b = append(b, ' ')
	}
	return b
}

// appendDetails adds the fields that kind.go names for e's kind, words separated by a space.
func (pr *Printer) appendDetails(b []byte, e Event) []byte {
	d := details{b: b, pr: pr}
	switch e.Kind {
	case ProcsChange:
		d.num("", e.N, "")
	case ProcStart, ThreadStart, ThreadWake:
		d.id('M', int64(e.M))
		d.flag(e.Flag, "spinning")
		d.rule(e.Rule)
	case ProcSteal:
		d.id('M', int64(e.M))
		d.rule(e.Rule)
	case ProcStop, ThreadPark, ThreadExit, PollEnd, SpinBegin, SpinEnd:
		d.id('M', int64(e.M))
	case PollBegin:
		d.id('M', int64(e.M))
		d.until(e.Until)
	case Sysmon:
		d.num("nap ", e.N, "ns")
	case GoCreate:
		d.id('G', int64(e.Other))
		d.word(e.To.String())
		if pr.Func != nil {
			d.word(pr.Func(e.Func))
		}
	case GoSystem:
		d.id('G', int64(e.Other))
		d.word(e.To.String())
		d.word(e.Why.String())
		d.word(e.Text)
	case GoCreateBlocked:
		d.id('G', int64(e.Other))
		d.word(e.Why.String())
		if pr.Func != nil {
			d.word(pr.Func(e.Func))
		}
	case GoSwitch, GoSwitchDestroy:
		d.word("to")
		d.id('G', int64(e.Other))
	case GoKick:
		d.id('G', int64(e.Other))
		d.word(e.To.String())
	case GoSpill:
		d.num("", e.N, "")
		d.id('G', int64(e.Other))
		d.word(e.To.String())
	case GoStart:
		d.word(e.Rule.String())
		d.num("tick ", e.N, "")
		d.flag(e.Flag, "inherits the slice")
	case GoBatch:
		d.id('G', int64(e.Other))
		d.num("and ", e.N, " more")
	case GoPick:
		d.id('G', int64(e.Other))
		d.word(e.To.String())
	case GoLockThread:
		d.flag(e.Flag, "locked to")
		d.flag(!e.Flag, "unlocked from")
		d.id('M', int64(e.M))
	case GoStealing:
		d.id('G', int64(e.Other))
		d.word("from")
		d.id('P', int64(e.From))
		d.num("pass ", e.N, ", naps")
	case GoSteal:
		d.id('G', int64(e.Other))
		if e.N > 1 {
			d.num("and ", e.N-1, " more")
		}
		d.word("from")
		d.id('P', int64(e.From))
		d.word(e.To.String())
	case GoStop:
		d.word(e.Why.String() + ",")
		d.word(e.To.String())
	case GoBlock:
		d.word(e.Why.String())
		d.obj(e)
		d.until(e.Until)
	case GoUnblock:
		d.id('G', int64(e.Other))
		d.word(e.To.String())
		d.flag(e.Why == IOWait, "from the poller")
	case GoPreempt:
		d.id('G', int64(e.Other))
		d.num("after ", e.N, "ns")
	case GoDrain:
		d.num("", e.N, "to the global queue")
	case GoSyscallEnd:
		d.word(e.Rule.String())
	case ChanMake:
		d.obj(e)
		d.num("cap ", e.N, "")
		d.word(e.Text)
	case ChanSent, ChanReceived:
		d.obj(e)
		d.flag(e.Other != NoGo && e.Kind == ChanSent, "to")
		d.flag(e.Other != NoGo && e.Kind == ChanReceived, "from")
		d.id('G', int64(e.Other))
		d.num("len ", e.N, "")
		d.flag(e.Flag, "closed")
	case ChanClose:
		d.obj(e)
		d.num("wakes ", e.N, "")
	case SelectDone:
		d.obj(e)
		d.num("case ", e.N, "")
		d.num("of ", e.N2, " ready")
	case SemaAcquire:
		d.obj(e)
		d.flag(e.Flag, "at once")
	case SemaRelease:
		d.obj(e)
		d.num("waiters ", e.N, "")
	case MutexLocked, MutexUnlocked:
		d.obj(e)
	case WaitGroupAdd:
		d.obj(e)
		d.num("", e.N, "")
		d.num("makes ", e.N2, "")
	case TimerSet:
		d.obj(e)
		d.until(e.Until)
	case TimerFire:
		d.obj(e)
		d.id('G', int64(e.Other))
	case STWBegin:
		d.word(e.Text)
	case GCBegin:
		d.num("cycle ", e.N, "")
		d.num("heap ", e.N2, "B")
		d.word(e.Text)
	case GCEnd:
		d.num("cycle ", e.N, "")
		d.num("marked ", e.N2, "B")
	case HeapAlloc:
		d.num("", e.N, "B")
		d.word(e.Text)
		d.flag(e.Flag, "born black")
	case HeapFree:
		d.num("", e.N, " objects")
		d.num("", e.N2, "B")
	case HeapLive:
		d.num("", e.N, "B")
	case HeapGoal:
		d.bytes("goal ", e.N)
		d.bytes("trigger ", e.N2)
	case GCPhase:
		d.word(Phase(e.N).String())
	case GCWorkerStart:
		d.word(e.Text)
	case GCWorkerStop:
		d.word(e.Text)
		d.num("marked for ", e.N, "ns")
	case GCAssistBegin:
		d.num("owes ", e.N, "B")
	case GCAssistEnd:
		d.num("owes ", e.N, "B")
		d.num("work ", e.N2, "B")
	case GCSweepEnd:
		d.num("", e.N, " spans")
		d.num("", e.N2, "B")
	case GCRaggedBarrier:
		d.num("round ", e.N, "")
		d.flag(e.Flag, "work left")
	case GCRoot:
		if e.Flag {
			d.word("cleanups")
		} else {
			d.word(e.Rule.String())
		}
		d.id('G', int64(e.Other))
		d.num("", e.N, " pointers")
		d.num("grey ", e.N2, "")
	case GCGrey:
		d.addr("", e.Obj)
		d.word(e.Text)
		d.word("by " + e.Rule.String())
		d.id('G', int64(e.Other))
		d.addr("", uint64(e.N))
		d.flag(e.Flag, "black at once")
	case GCScan:
		d.addr("", e.Obj)
		d.word(e.Text)
		d.num("", e.N, " pointers")
		d.num("grey ", e.N2, "")
	case GCSpan:
		d.addr("", e.Obj)
		d.num("", e.N, " objects")
		d.num("grey ", e.N2, "")
		d.flag(e.Flag, "dense")
	case GCBarrier:
		d.addr("at ", e.Obj)
		d.addr("old ", uint64(e.N))
		d.addr("new ", uint64(e.N2))
	case GCFlush:
		d.num("", e.N, " entries")
		d.num("grey ", e.N2, "")
	case GCSweepSpan:
		d.addr("", e.Obj)
		d.num("freed ", e.N, "")
		d.num("kept ", e.N2, "")
	case ObjectLost:
		d.addr("", e.Obj)
		d.word(e.Text)
	case StackGrow, StackShrink:
		d.id('G', int64(e.Other))
		d.num("", e.N2, "B")
		d.num("to ", e.N, "B")
	case FinalizerQueue, FinalizerRun:
		d.word(e.Text)
		d.flag(e.Flag, "cleanup")
		if e.Kind == FinalizerRun && pr.Func != nil {
			d.word(pr.Func(e.Func))
		}
	case GoNote:
		d.num("", e.N, "")
	case GoLine, Instr:
		if pr.Line != nil {
			d.word(pr.Line(e.PC))
		} else {
			d.num("pc ", int64(e.PC), "")
		}
		d.word(e.Text)
	case GoWrite:
		d.num("fd ", e.N, "")
		d.word(strconv.Quote(e.Text))
	case GoDefer, GoUnwind:
		if pr.Func != nil {
			d.word(pr.Func(e.Func))
		}
		d.num("frames ", e.N, "")
	case GoSyscall, GoPanic:
		d.word(strconv.Quote(e.Text))
		d.flag(e.Flag, "for the network")
	case ProgramEnd:
		d.num("status ", e.N, "")
		d.word(strconv.Quote(e.Text))
	}
	return d.b
}

// details adds words to a line, each with a space after it.
type details struct {
	b  []byte
	pr *Printer
}

func (d *details) word(w string) {
	if w != "" {
		d.b = append(append(d.b, w...), ' ')
	}
}

// rule adds a rule, in brackets.
func (d *details) rule(r Rule) {
	if r != NoRule {
		d.word("(" + r.String() + ")")
	}
}

func (d *details) flag(on bool, w string) {
	if on {
		d.word(w)
	}
}

func (d *details) num(before string, n int64, after string) {
	d.b = append(d.b, before...)
	d.b = strconv.AppendInt(d.b, n, 10)
	d.b = append(append(d.b, after...), ' ')
}

// bytes adds an amount of memory that may be unlimited.
func (d *details) bytes(before string, n int64) {
	if n == math.MaxInt64 {
		d.word(before + "none")
		return
	}
	d.num(before, n, "B")
}

// addr adds an address; 0 adds nothing.
func (d *details) addr(before string, a uint64) {
	if a != 0 {
		d.b = strconv.AppendUint(append(append(d.b, before...), "0x"...), a, 16)
		d.b = append(d.b, ' ')
	}
}

// id adds a goroutine, P or M; none adds nothing.
func (d *details) id(letter byte, n int64) {
	if n < 0 || n == 0 && letter == 'G' {
		return
	}
	d.b = append(appendID(d.b, letter, n), ' ')
}

func (d *details) until(t Time) {
	switch t {
	case 0:
	case Never:
		d.word("forever")
	default:
		d.num("until ", int64(t), "ns")
	}
}

// obj adds the name of e's object, if it has one.
func (d *details) obj(e Event) {
	if e.Obj == 0 {
		return
	}
	name, ok := d.pr.names[e.Obj]
	if !ok || e.Kind == ChanMake {
		name = d.pr.name(e)
	}
	d.word(name)
}

// name names the object of e, which is new.
func (pr *Printer) name(e Event) string {
	kind := 1
	switch e.Kind {
	case ChanMake, ChanSent, ChanReceived, ChanClose, SelectDone:
		kind = 0
	case TimerSet, TimerFire:
		kind = 2
	case GoBlock:
		if e.Why == ChanReceive || e.Why == ChanSend {
			kind = 0
		}
	}
	pr.count[kind]++
	name := string(appendID(nil, "cst"[kind], int64(pr.count[kind])))
	if pr.names == nil {
		pr.names = map[uint64]string{}
	}
	pr.names[e.Obj] = name
	return name
}

func appendID(b []byte, letter byte, n int64) []byte {
	return strconv.AppendInt(append(b, letter), n, 10)
}

// classNames are the classes as flags name them.
var classNames = []struct {
	name  string
	class Class
}{
	{"sched", Sched}, {"wait", Wait}, {"gc", GC}, {"alloc", Alloc}, {"line", Line},
	{"output", Output}, {"code", Code}, {"mark", Mark}, {"pace", Pace}, {"default", Default}, {"all", All},
}

// ParseClass returns the class, or the set of them, with a name: sched, wait, gc, alloc, line,
// output, code, mark, pace, default or all.
func ParseClass(name string) (c Class, ok bool) {
	for _, cn := range classNames {
		if cn.name == name {
			return cn.class, true
		}
	}
	return 0, false
}
