package view

import (
	"fmt"
	"strings"

	"gopherscope/sim/trace"
)

// A Caption puts one event into words.
type Caption struct {
	What []Span // one plain sentence
	Why  string // one line: the reason behind the rule
	Func string // the runtime function that does it: runtime.runqsteal
	Past string // what was asked before, in order, and why not that: "runnext: empty; its queue: empty"; "" if nothing was
}

// A Span is a run of words; G, P and M tell which entity it names, so that the window can
// colour it.
type Span struct {
	Text string
	G    trace.GoID     // NoGo if it names no goroutine
	P    trace.ProcID   // NoProc if it names no P
	M    trace.ThreadID // NoThread if it names no M
}

// String returns the sentence.
func (c Caption) String() string {
	var s string
	for _, w := range c.What {
		s += w.Text
	}
	return s
}

// Names are what the source calls things. Each may be nil, and each may answer "" for what
// has no name.
type Names struct {
	Func func(index int32) string // main.worker
	Var  func(addr uint64) string // jobs
	Line func(pc int32) string    // steal.go:31

	Object  func(addr uint64) string // of an object of the heap: the variable that leads to it, list.first
	Escapes func(pc int32) string    // why what the instruction makes is not on a stack: it is returned
}

// Explain puts e into words: what happened, the reason behind the rule, and the function of
// the runtime that does it in Go 1.26. s is the state that e led to.
func Explain(e trace.Event, s *State, names Names) Caption {
	c := teller{e, s, names}.explain()
	c.Past = past(e.Looks)
	return c
}

// past tells a decision's looks in a line.
func past(looks trace.Looks) string {
	var b strings.Builder
	for i, l := range looks.List() {
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(l.String())
	}
	return b.String()
}

// A teller tells one event.
type teller struct {
	e     trace.Event
	s     *State
	names Names
}

// say makes a caption of parts: text, or a GoID, ProcID or ThreadID, or a list of GoIDs or of parts.
func say(function, why string, parts ...any) Caption {
	return Caption{What: words(nil, parts), Why: why, Func: function}
}

func words(to []Span, parts []any) []Span {
	for _, part := range parts {
		w := Span{P: trace.NoProc, M: trace.NoThread}
		switch v := part.(type) {
		case string:
			w.Text = v
		case trace.GoID:
			w.Text, w.G = fmt.Sprintf("G%d", v), v
		case trace.ProcID:
			w.Text, w.P = fmt.Sprintf("P%d", v), v
		case trace.ThreadID:
			w.Text, w.M = fmt.Sprintf("M%d", v), v
		case []trace.GoID:
			to = words(to, list(v))
			continue
		case []any:
			to = words(to, v)
			continue
		default:
			w.Text = fmt.Sprint(v)
		}
		to = append(to, w)
	}
	return to
}

// list tells goroutines as people do: G1, G2 and G3. Of many it names the first three.
func list(gs []trace.GoID) []any {
	const most = 4
	var parts []any
	for i, g := range gs {
		switch {
		case len(gs) > most && i == most-1:
			return append(parts, fmt.Sprintf(" and %d more", len(gs)-i))
		case i > 0 && i == len(gs)-1:
			parts = append(parts, " and ")
		case i > 0:
			parts = append(parts, ", ")
		}
		parts = append(parts, g)
	}
	return parts
}

// explain is a table: a case a kind, in the order of trace.Kind. The collector's own stand in collects.
func (t teller) explain() Caption {
	e := t.e
	switch e.Kind {
	case trace.NoKind:
		return say("", "", "The program has not begun.")
	case trace.ProcsChange:
		return say("runtime.procresize", "A P is the right to run Go code. Goroutines that have none wait in a queue.",
			"GOMAXPROCS is ", e.N, ": at most ", count(e.N, "goroutine runs", "goroutines run"), " at the same time.")
	case trace.ProcStart:
		if e.Flag {
			return say("runtime.acquirep", "A spinning thread has a P and no work yet. It looks in all queues before it sleeps again.",
				e.M, " takes ", e.P, " and spins: it looks for work.")
		}
		return say("runtime.acquirep", "A thread needs a P to run Go code. The P brings its run queue and its cache of free memory.",
			e.M, " takes ", e.P, ".")
	case trace.ProcStop:
		return say("runtime.releasep", "An idle P costs nothing. The next goroutine that is made ready wakes a thread for it.",
			e.M, " gives up ", e.P, ", which is idle now.")
	case trace.ProcSteal:
		why := t.retaken()
		if g := t.threadG(e.M); g != trace.NoGo {
			return say("runtime.retake", why, e.P, " is taken from ", e.M, ", whose goroutine ", g, " sits in a system call.")
		}
		return say("runtime.retake", why, e.P, " is taken from ", e.M, ", which sits in a system call.")
	case trace.ThreadStart:
		switch e.M {
		case 0:
			return say("runtime.schedinit", "An M is a thread of the operating system. It runs Go code while it holds a P.",
				e.M, " is the thread on which the program begins.")
		case sysmonThread:
			return say("runtime.sysmon", "It needs no P: it looks after long slices and long system calls even when all Ps are busy.",
				e.M, " is the thread of sysmon, which watches over the others.")
		}
		why := orElse(t.threadWanted(), "A P is free and no thread sleeps that could take it.") + " The system needs some 20 µs to make a thread."
		switch {
		case e.P == trace.NoProc:
			return say("runtime.newm", why, e.M, " is a new thread.")
		case e.Flag:
			return say("runtime.newm", why, e.M, " is a new thread, made to look for work with ", e.P, ".")
		}
		return say("runtime.newm", why, e.M, " is a new thread, made to run ", e.P, ".")
	case trace.ThreadWake:
		if e.G != trace.NoGo {
			return say("runtime.startlockedm", "Only this thread may run it: whoever finds the goroutine hands over the P and goes to sleep.",
				e.M, " is woken up, and given ", e.P, ": its own goroutine ", e.G, " is to run.")
		}
		why := orElse(t.threadWanted(), "The thread that went to sleep last is woken first.") + " The system needs some 20 µs to wake a thread."
		switch {
		case e.P == trace.NoProc:
			return say("runtime.startm", why, e.M, " is woken up.")
		case e.Flag:
			return say("runtime.startm", why, e.M, " is woken up to look for work with ", e.P, ".")
		}
		return say("runtime.startm", why, e.M, " is woken up to run ", e.P, ".")
	case trace.ThreadPark:
		if e.G != trace.NoGo {
			return say("runtime.stoplockedm", "A thread that is locked to a goroutine runs nothing else. Its P goes to another thread.",
				e.M, " sleeps until its goroutine ", e.G, " is to run again.")
		}
		return say("runtime.stopm", "A sleeping thread costs no processor time, and waking it is cheaper than making one.",
			e.M, " has nothing to run and goes to sleep.")
	case trace.ThreadExit:
		return say("runtime.mexit", "Its goroutine ended without UnlockOSThread: nobody knows what it has done to the thread, so it is not used again.",
			e.M, " ends.")
	case trace.PollBegin:
		const why = "One thread at a time waits there, for the network or the next timer, and holds no P meanwhile."
		if e.Until > e.At && e.Until < trace.Never {
			return say("runtime.netpoll", why, e.M, " waits in the network poller, for ", Duration(e.Until-e.At), " at most: a timer is due then.")
		}
		return say("runtime.netpoll", why, e.M, " waits in the network poller.")
	case trace.PollEnd:
		return say("runtime.netpoll", "It takes an idle P, if there is one, to run what has become ready.",
			e.M, " is back from the network poller.")
	case trace.SpinBegin:
		return say("runtime.findRunnable", "At most half as many threads spin as Ps are busy: the search must not cost more than it finds.",
			e.M, " spins: it looks for work in the queues of the other Ps.")
	case trace.SpinEnd:
		if t.s.Stopped != "" {
			return say("runtime.gcstopm", "The world stops, and its P with it.", e.M, " stops spinning: the world stops.")
		}
		if t.threadP(e.M) != trace.NoProc {
			return say("runtime.resetspinning", "Where one goroutine waited, more may: it wakes the next thread if a P is idle.",
				e.M, " found work and stops spinning.")
		}
		return say("runtime.findRunnable", "It has given up its P and looks at all queues once more, so that work which came meanwhile is not missed.",
			e.M, " found no work and stops spinning.")
	case trace.Sysmon:
		return say("runtime.sysmon", "It naps for 20 µs. When there has been nothing to do for a while the naps grow, up to 10 ms.",
			"sysmon has looked after the Ps and naps for ", Duration(trace.Time(e.N)), ".")

	case trace.GoCreate:
		return t.created()
	case trace.GoKick:
		const why = "runnext holds one goroutine only, the newest. The one before it waits its turn in the queue."
		if next := t.proc(e.P).Next; next != trace.NoGo {
			return say("runtime.runqput", why, next, " takes the place of ", e.Other, " in ", e.P, "'s runnext; ", e.Other, " joins the tail of the queue.")
		}
		return say("runtime.runqput", why, e.Other, " leaves ", e.P, "'s runnext for the tail of the queue.")
	case trace.GoSpill:
		const why = "Moving half at once pays for the lock of the global queue, and there every P finds them."
		if e.Other == trace.NoGo {
			return say("runtime.runqputslow", why, e.P, "'s queue is full: its oldest ", e.N, " move to the global queue.")
		}
		return say("runtime.runqputslow", why, e.P, "'s queue is full: its oldest ", e.N, ", and ", e.Other, " which did not fit, move to the global queue.")
	case trace.GoStart:
		return t.started()
	case trace.GoPick:
		return say("runtime.schedule", "The goroutine is locked to another thread, so this thread may not run it and hands over its P.",
			e.P, " finds ", e.Other, ", which only its own thread may run.")
	case trace.GoLockThread:
		if e.Flag {
			return say("runtime.LockOSThread", "The goroutine runs on this thread only, and the thread runs nothing else: some libraries demand it.",
				e.G, " is locked to its thread ", e.M, ".")
		}
		return say("runtime.UnlockOSThread", "Any thread may run it again.", e.G, " is no longer locked to its thread ", e.M, ".")
	case trace.GoBatch:
		p := t.proc(e.P)
		const why = "Its share is the length of the queue divided by GOMAXPROCS, and one more; never above 128."
		moved := p.Ring[len(p.Ring)-min(int(e.N), len(p.Ring)):]
		if len(moved) == 0 {
			return say("runtime.globrunqgetbatch", why, e.P, " had nothing to run and takes ", p.Picked, " from the global queue.")
		}
		return say("runtime.globrunqgetbatch", why,
			e.P, " had nothing to run: from the global queue it runs ", p.Picked, " now and queues ", moved, ".")
	case trace.GoStealing:
		return say("runtime.runqgrab", "What stands in runnext is about to be run by its owner. The thief gives it a moment.",
			e.M, " finds nothing but ", e.From, "'s runnext, and naps before it takes it.")
	case trace.GoSteal:
		return t.stolen()
	case trace.GoSystem:
		const why = "It is one of the runtime's own goroutines: it queues and parks like any other, but no program can see it."
		if e.Why != trace.NoReason {
			return say("runtime.main", why, e.Other, " runs ", e.Text, " for the runtime and waits: ", e.Why, ".")
		}
		return say("runtime.main", why, "The runtime starts ", e.Other, " to run ", e.Text, ": it goes to ", t.place(e.To), ".")
	case trace.GoCreateBlocked:
		if e.Why == trace.FinalizerWait {
			return say("runtime.createfing", "One goroutine runs all finalizers. It has waited since before main began; the collector wakes it when there are some.",
				e.Other, " runs finalizers, which this program sets: from now on it is shown.")
		}
		return say("runtime.newcoro", "A coroutine stands in no queue: it runs only when somebody switches to it, in the place of that goroutine.",
			e.G, " makes ", e.Other, ", a coroutine that will run ", t.function(e.Other), ".")
	case trace.GoSwitch:
		return say("runtime.coroswitch", "No queue and no wake-up: thread, P and time slice pass straight from one to the other.",
			e.G, " switches to ", e.Other, " and waits to be switched back to.")
	case trace.GoSwitchDestroy:
		return say("runtime.coroexit", "Thread, P and time slice go back to the goroutine at the other end.",
			e.G, " ends, and ", e.Other, " goes on in its place.")
	case trace.GoStop:
		return t.stopped()
	case trace.GoBlock:
		return t.blocked()
	case trace.GoUnblock:
		return t.readied()
	case trace.GoDestroy:
		return say("runtime.gdestroy", "Its record is kept for the next go statement, and its stack with it: starting a goroutine stays cheap.",
			e.G, " has returned from ", t.function(e.G), " and is gone.")
	case trace.GoPreempt:
		if e.G != trace.NoGo {
			return say("runtime.suspendG", "A stack is scanned while its goroutine stands still. This one runs, so it must come to a safe point first.",
				t.marker(), " asks ", e.Other, " to stop: its stack is to be scanned.")
		}
		return say("runtime.preemptone", "10 ms are one slice. It stops at its next safe point: a call, or nearly any instruction on a signal.",
			"sysmon asks ", e.Other, " to yield: it has had ", e.P, " for ", Duration(trace.Time(e.N)), ".")
	case trace.GoSyscall:
		return say("runtime.entersyscall", "Most system calls are short, so the P stays. If this one is long, sysmon takes the P away.",
			e.G, " enters the system call ", orElse(e.Text, "of an unknown name"), " and keeps ", e.P, " for now.")
	case trace.GoDrain:
		return say("runtime.runqdrain", "A dedicated worker keeps its P until marking is done: others must run what waits here.",
			e.P, " moves ", count(e.N, "goroutine", "goroutines"), " to the global queue: ", e.G, " keeps it busy with marking.")
	case trace.GoSyscallEnd:
		return say("runtime.exitsyscall", "If its P is still there it goes on at once; else it may take any idle P without queueing.",
			e.G, " is back from its system call and runs on ", e.P, ".")

	case trace.ChanMake:
		if e.N == 0 {
			return say("runtime.makechan", "With no buffer, sender and receiver must meet: whoever comes first parks.",
				e.G, " makes ", t.thing("a channel"), ", which has no buffer.")
		}
		return say("runtime.makechan", "A sender parks only when the buffer is full, a receiver only when it is empty.",
			e.G, " makes ", t.thing("a channel"), " with room for ", count(e.N, "value", "values"), ".")
	case trace.ChanSent:
		if e.Other != trace.NoGo {
			return say("runtime.send", "A waiting receiver gets the value straight into its variable; no buffer is touched.",
				e.G, " hands its value to ", e.Other, ", which waits on ", t.thing("a channel"), ".")
		}
		return say("runtime.chansend", "There is room in the buffer, so the sender does not wait, and there is nobody to wake.",
			e.G, " puts a value into the buffer of ", t.thing("a channel"), ", which holds ", t.of(e.N), " now.")
	case trace.ChanReceived:
		return t.received()
	case trace.ChanClose:
		return say("runtime.closechan", "From now on a receive gets what is left in the buffer, then zero values, and never waits.",
			e.G, " closes ", t.thing("a channel"), t.wakes(e.N), ".")
	case trace.SelectDone:
		return t.selected()
	case trace.SemaAcquire:
		if e.Flag {
			return say("runtime.semacquire1", "The count was above zero: one atomic step, and no need to park.",
				e.G, " takes ", t.semaphore(), " without waiting.")
		}
		return say("runtime.semacquire1", "Goroutines wait on a semaphore in the order in which they came.", e.G, " takes ", t.semaphore(), " that it has waited for.")
	case trace.SemaRelease:
		return say("runtime.semrelease1", "The goroutine that has waited longest is made ready; the releaser keeps running.",
			e.G, " releases ", t.semaphore(), "; ", t.waiters(e.N), " for it.")
	case trace.MutexLocked:
		return say("sync.(*Mutex).Lock", "Others that want the lock now wait until it is free.",
			e.G, " holds ", t.thing("a mutex"), ".")
	case trace.MutexUnlocked:
		return say("sync.(*Mutex).Unlock", "A woken waiter competes with newcomers, unless it has waited for more than 1 ms.",
			e.G, " unlocks ", t.thing("a mutex"), ".")
	case trace.WaitGroupAdd:
		if e.N < 0 {
			return say("sync.(*WaitGroup).Done", "At zero all goroutines in Wait are made ready.",
				e.G, " is done: ", t.thing("a WaitGroup"), " waits for ", e.N2, " more.")
		}
		return say("sync.(*WaitGroup).Add", "Wait parks until the counter is back at zero.",
			e.G, " adds ", e.N, " to ", t.thing("a WaitGroup"), ", which waits for ", e.N2, " now.")
	case trace.TimerSet:
		return say("runtime.(*timer).modify", "Each P keeps its timers in a heap, the earliest on top. No thread waits for them.",
			"A timer is set to fire in ", Duration(e.Until-e.At), ".")
	case trace.TimerFire:
		const why = "Timers fire when a P looks for work, or a thief does. A running goroutine is not interrupted for one."
		if e.Other == trace.NoGo {
			return say("runtime.(*timers).run", why, "A timer fires.")
		}
		return say("runtime.(*timers).run", why, "A timer fires for ", e.Other, ".")

	case trace.STWBegin:
		switch e.Text {
		case "GC sweep termination":
			return say("runtime.stopTheWorldWithSema", "What is not swept yet is swept first. Then all Ps begin to mark, and switch on the write barrier, at once.",
				"The world stops for a GC cycle to begin.")
		case "GC mark termination":
			return say("runtime.stopTheWorldWithSema", "While no goroutine runs it is made sure that nothing is left to mark.",
				"The world stops for the mark phase to end.")
		}
		return say("runtime.stopTheWorldWithSema", "No goroutine may run while this is done: every P is stopped at a safe point.",
			"The world stops", because(e.Text), ".")
	case trace.STWEnd:
		return say("runtime.startTheWorldWithSema", "Every P gets its thread back and goes on where it stopped.", "The world goes on.")
	case trace.FinalizerQueue:
		if e.Flag {
			return say("runtime.(*cleanupQueue).enqueue", "A cleanup is not given the object, so the memory is free at once.",
				"Nothing leads to ", object(e.Text), " any more: it is freed, and its cleanup is queued.")
		}
		return say("runtime.queuefinalizer", "The object, and all it points to, lives on for its finalizer. The next cycle frees it, unless it has been stored again.",
			"Nothing leads to ", object(e.Text), " any more: its finalizer is queued.")
	case trace.FinalizerRun:
		if e.Flag {
			return say("runtime.runCleanups", "Cleanups run on a goroutine of their own, some time after the collection.",
				e.G, " runs the cleanup of ", object(e.Text), ".")
		}
		return say("runtime.runFinalizers", "One goroutine runs all finalizers, one after another, some time after the collection.",
			e.G, " runs the finalizer of ", object(e.Text), ".")

	case trace.GoLine:
		return say("", "", e.G, " is at ", t.line(), ".")
	case trace.GoNote:
		return say("", "", e.G, " is at a note, ", t.line(), ".")
	case trace.GoWrite:
		return say("syscall.write", "To write is a system call, but a short one: the goroutine keeps its P.",
			e.G, " writes ", quoted(e.Text), " to ", stream(e.N), ".")
	case trace.GoPanic:
		return say("runtime.gopanic", "Its deferred calls run now, the last one first. If none recovers, the program dies.",
			e.G, " panics: ", sentence(e.Text))
	case trace.GoGoexit:
		return say("runtime.Goexit", "Its deferred calls run now, the last one first, and then it ends.",
			e.G, " calls runtime.Goexit.")
	case trace.GoDefer:
		return say("runtime.(*_panic).nextDefer", "A panic goes outwards, function by function: each one's deferred calls run, the last one first.",
			e.G, t.behind(e.N), " runs the deferred ", t.call(e.Func), ".")
	case trace.GoRecover:
		return say("runtime.gorecover", "The function that deferred the call returns to its caller then, as if nothing had happened.",
			e.G, " recovers: its panic is over when this deferred call returns.")
	case trace.GoUnwind:
		return say("runtime.recovery", "Whoever recovers ends the function that deferred the call, with the results that it has by now.",
			e.G, "'s panic is over: ", t.call(e.Func), " returns to its caller", t.dropped(e.N), ".")
	case trace.ProgramEnd:
		return t.ended()
	case trace.Instr:
		return say("", "", e.G, " executes instruction ", e.PC, ".")
	}
	if c, ok := t.collects(); ok {
		return c
	}
	return say("", "", e.Kind, ".")
}
