package view

import "gopherscope/sim/trace"

// created tells a GoCreate.
func (t teller) created() Caption {
	e := t.e
	switch {
	case e.G == trace.NoGo && e.Other == 1:
		return say("runtime.newproc", "It initialises the packages and then calls main.main. When that returns, the program ends.",
			e.Other, ", the main goroutine, is made and put into ", t.place(e.To), ".")
	case e.G == trace.NoGo:
		return say("runtime.newproc", "The function of a time.AfterFunc runs in a goroutine of its own.",
			"A timer starts ", e.Other, " to run ", t.function(e.Other), ": it goes to ", t.place(e.To), ".")
	case e.To == trace.RunNext:
		return say("runtime.newproc", "runnext is for the newest: it runs here as soon as its creator stops. The creator keeps running.",
			e.G, " starts ", e.Other, " to run ", t.function(e.Other), ": it goes into ", t.place(e.To), ".")
	}
	return say("runtime.newproc", "The creator keeps running: a go statement never yields.",
		e.G, " starts ", e.Other, " to run ", t.function(e.Other), ": it joins ", t.place(e.To), ".")
}

// started tells a GoStart by the rule that chose the goroutine.
func (t teller) started() Caption {
	e := t.e
	switch e.Rule {
	case trace.RuleTick61:
		return say("runtime.findRunnable", "Every 61st time the global queue goes first; else two goroutines that ready each other could block it for ever.",
			"It is ", e.P, "'s turn to look at the global queue first: it runs ", e.G, ".")
	case trace.RuleRunNext:
		if e.Flag && t.proc(e.P).Since < e.At {
			return say("runtime.runqget", "It inherits the time slice: a pair that wakes each other has one slice together and cannot starve the others.",
				e.P, " runs ", e.G, " from runnext, on what is left of the time slice.")
		}
		return say("runtime.runqget", "runnext goes before the queue: what was readied last finds its data in the cache.",
			e.P, " runs ", e.G, " from runnext.")
	case trace.RuleLocal:
		return say("runtime.runqget", "First in, first out, and without a lock: only its own P adds to this queue.",
			e.P, " runs ", e.G, ", the head of its own queue.")
	case trace.RuleGlobal:
		return say("runtime.globrunqgetbatch", "A P asks its own queue first, then the global one, then the network, then the other Ps.",
			e.P, "'s own queue was empty: it runs ", e.G, " from the global queue.")
	case trace.RuleNetpoll:
		return say("runtime.netpoll", "A P with empty queues asks the network poller before it steals from others.",
			e.P, " runs ", e.G, ", for which the network has news.")
	case trace.RuleSteal:
		return say("runtime.runqsteal", "Of the stolen goroutines the thief runs the last and queues the others in order.",
			e.P, " runs ", e.G, ", the last that it stole.")
	case trace.RuleStealNext:
		return say("runtime.runqsteal", "A runnext is stolen only on the last of four passes, when its P has nothing else.",
			e.P, " runs ", e.G, ", which stood in another P's runnext.")
	case trace.RuleStealTimer:
		return say("runtime.stealWork", "A P looks at its timers only when it schedules, so on its last pass a thief runs what is due elsewhere.",
			e.P, " runs ", e.G, ", readied by a timer of another P.")
	case trace.RuleLocked:
		return say("runtime.stoplockedm", "The goroutine begins a new slice on its own thread.",
			e.P, " runs ", e.G, " on ", e.M, ", the thread that it is locked to.")
	case trace.RuleGCWorker:
		return say("runtime.(*gcControllerState).findRunnableGCWorker", "While the collector marks, a P asks for a worker first, before it looks at any queue.",
			e.P, " runs ", e.G, ", a worker of the collector.")
	case trace.RuleGCIdle:
		return say("runtime.findRunnable", "Marking in idle time is for nothing, and the cycle is over sooner.",
			e.P, " has found no goroutine to run, so it runs ", e.G, ", a worker of the collector.")
	case trace.RuleSyscall:
		return say("runtime.exitsyscall", "A goroutine that comes back and finds a P goes on at once.",
			e.P, " runs ", e.G, ", back from its system call.")
	}
	if e.Flag {
		return say("runtime.execute", "It had kept its P while it waited, and has what is left of its time slice.", e.P, " runs ", e.G, ".")
	}
	return say("runtime.execute", "", e.P, " runs ", e.G, ".")
}

// stolen tells a GoSteal.
func (t teller) stolen() Caption {
	e, p := t.e, t.proc(t.e.P)
	took := p.Picked
	moved := p.Ring[len(p.Ring)-min(max(int(e.N)-1, 0), len(p.Ring)):]
	switch {
	case e.To == trace.RunNext:
		return say("runtime.runqgrab", "Its P would have run it in a moment: a thief takes a runnext only when it finds nothing else anywhere.",
			e.P, " had nothing to run, so ", e.M, " stole ", took, " out of ", e.From, "'s runnext.")
	case len(moved) == 0:
		return say("runtime.runqsteal", "A thief takes half of the queue, rounded up, from the end that has waited longest.",
			e.P, " had nothing to run, so ", e.M, " stole ", took, " from ", e.From, "'s queue and runs it now.")
	}
	return say("runtime.runqsteal", "Why half? A thief that takes only one would be back in a moment; taking all would starve the victim.",
		e.P, " had nothing to run, so ", e.M, " stole half of ", e.From, "'s queue: it runs ", took, " now and queues ", moved, ".")
}

// stopped tells a GoStop by its reason.
func (t teller) stopped() Caption {
	e := t.e
	switch e.Why {
	case trace.Preempted:
		if e.To == trace.RunNext {
			return say("runtime.goschedImpl", "The world is about to stop. Afterwards it goes on first, where it was.",
				e.G, " is stopped and waits in ", t.place(e.To), ".")
		}
		return say("runtime.goschedImpl", "From the global queue any P can take it; the goroutines queued on this P run first.",
			e.G, " has used up its time slice and goes to ", t.place(e.To), ".")
	case trace.Gosched:
		return say("runtime.goschedImpl", "It gives way to all: its P runs its own queue first, and in the global queue it is the last.",
			e.G, " calls runtime.Gosched and goes to ", t.place(e.To), ".")
	case trace.Goyield:
		return say("runtime.goyield", "It has handed a semaphore to a waiter, which runs at once on what is left of the slice.",
			e.G, " gives way to the goroutine that it has readied and goes to ", t.place(e.To), ".")
	case trace.SyscallNoP:
		return say("runtime.exitsyscallNoP", "Its old P is busy and no other is idle, so it queues, and its thread goes to sleep.",
			e.G, " is back from its system call, finds no P and goes to ", t.place(e.To), ".")
	}
	return say("runtime.goschedImpl", "", e.G, " leaves ", e.P, " and goes to ", t.place(e.To), ".")
}

// blocked tells a GoBlock by its reason.
func (t teller) blocked() Caption {
	e := t.e
	o, _ := t.s.Obj(e.Obj)
	const parked = "A parked goroutine takes no thread and no P: its P goes on with the next one."
	const forever = "Nobody can ever wake it: a nil channel is never ready."
	switch e.Why {
	case trace.ChanReceive:
		if e.Obj == 0 {
			return say("runtime.chanrecv", parked, e.G, " parks until it is told to go on, on a channel of the runtime's own.")
		}
		if o.Cap > 0 {
			return say("runtime.chanrecv", parked, e.G, " parks: ", t.thing("a channel"), " is empty, there is nothing to receive.")
		}
		return say("runtime.chanrecv", parked, e.G, " parks until somebody sends on ", t.thing("a channel"), ".")
	case trace.ChanSend:
		if o.Cap > 0 {
			return say("runtime.chansend", parked, e.G, " parks: the buffer of ", t.thing("a channel"), " is full.")
		}
		return say("runtime.chansend", parked, e.G, " parks until somebody receives from ", t.thing("a channel"), ".")
	case trace.Select:
		return say("runtime.selectgo", "It queues on the channels of all its cases; the first to be ready takes it out of the others.",
			e.G, " parks: no case of its select is ready.")
	case trace.SelectNoCases:
		return say("runtime.block", "A select without cases can never go on.", e.G, " parks for ever in an empty select.")
	case trace.ChanReceiveNil:
		return say("runtime.chanrecv", forever, e.G, " receives from a nil channel and parks for ever.")
	case trace.ChanSendNil:
		return say("runtime.chansend", forever, e.G, " sends on a nil channel and parks for ever.")
	case trace.Sleep:
		if e.Until > e.At {
			return say("runtime.timeSleep", "A timer will ready it. No thread sleeps with it: its P goes on with the next goroutine.",
				e.G, " sleeps for ", Duration(e.Until-e.At), ".")
		}
		return say("runtime.timeSleep", "A timer will ready it. No thread sleeps with it: its P goes on with the next goroutine.", e.G, " sleeps.")
	case trace.MutexLock:
		if o.Owner != trace.NoGo && o.Owner != e.G {
			return say("runtime.semacquire1", "It has tried, and perhaps spun for a moment. Now it queues and leaves the P to others.",
				e.G, " parks: ", t.thing("a mutex"), " is held by ", o.Owner, ".")
		}
		return say("runtime.semacquire1", "It has tried, and perhaps spun for a moment. Now it queues and leaves the P to others.",
			e.G, " parks until ", t.thing("a mutex"), " is free.")
	case trace.RWMutexRLock:
		return say("runtime.semacquire1", "A writer holds the lock or waits for it: new readers queue behind it, so that writers do not starve.",
			e.G, " parks until it may read-lock ", t.thing("an RWMutex"), ".")
	case trace.RWMutexLock:
		return say("runtime.semacquire1", "Readers that hold the lock finish first; no new one gets it meanwhile.",
			e.G, " parks until the readers have left ", t.thing("an RWMutex"), ".")
	case trace.WaitGroupWait:
		if o.Kind == ObjWaitGroup && o.Count > 0 {
			return say("runtime.semacquire1", parked, e.G, " parks until ", t.thing("a WaitGroup"), " is at zero: ", o.Count, " to go.")
		}
		return say("runtime.semacquire1", parked, e.G, " parks until ", t.thing("a WaitGroup"), " is at zero.")
	case trace.CondWait:
		return say("runtime.notifyListWait", "Signal wakes the one that has waited longest, Broadcast all of them in order.",
			e.G, " parks until a Signal or Broadcast.")
	case trace.Semacquire:
		return say("runtime.semacquire1", parked, e.G, " parks on a semaphore of the runtime.")
	case trace.IOWait:
		return say("runtime.netpollblock", "The network poller will ready it: waiting for the network takes no thread.",
			e.G, " parks until the network has news for it.")
	case trace.PanicWait:
		return say("runtime.main", "main has returned while another goroutine's panic is being printed.", e.G, " parks until the panic ends the program.")
	case trace.WaitGC:
		return say("runtime.GC", "runtime.GC returns when a whole cycle has been done, the sweep included.", e.G, " parks until the collector has finished a cycle.")
	case trace.GCWorkerIdle:
		return say("runtime.gcBgMarkWorker", "Workers wait in a pool and belong to no P: the scheduler takes any of them when a P is to mark.", e.G, " parks: it is a worker and has nothing to mark.")
	case trace.GCAssistWait:
		return say("runtime.gcParkAssist", "What the workers mark pays for it, and the one that has waited longest is paid for first.", e.G, " parks: it owes marking, and finds nothing to mark.")
	case trace.GCSweepWait:
		return say("runtime.bgsweep", "The next cycle wakes it when its marking is done.", e.G, " parks: all spans are swept.")
	case trace.StoppingTheWorld:
		return say("runtime.stopTheWorldWithSema", "It keeps its P and its thread. Every other P stops at its next safe point.", e.G, " waits until all other Ps have stopped.")
	case trace.GCMarkTermination:
		return say("runtime.forEachP", "Each P does so at its next safe point. The world goes on meanwhile.", e.G, " waits until every P has given away its buffered work.")
	case trace.FlushProcCaches:
		return say("runtime.forEachP", "Cached spans must be swept before anybody allocates from them. Each P gives them back at a safe point.", e.G, " waits until every P has given back its cached spans.")
	case trace.Preempted:
		return say("runtime.preemptPark", "A worker scans the whole stack at once, and then lets it go on.", e.G, " stands still at a safe point: its stack is to be scanned.")
	case trace.ForceGCIdle:
		return say("runtime.forcegchelper", "sysmon wakes it when the last cycle ended two minutes ago.", e.G, " parks: no cycle is overdue.")
	case trace.FinalizerWait:
		return say("runtime.runFinalizers", "A collection that finds unreachable objects with finalizers wakes it.", e.G, " parks: it has no finalizer to run.")
	case trace.CleanupWait:
		return say("runtime.runCleanups", "A collection that frees objects with cleanups wakes it.", e.G, " parks: it has no cleanup to run.")
	}
	return say("runtime.gopark", parked, e.G, " parks", because(e.Why.String()), ".")
}

// readied tells a GoUnblock.
func (t teller) readied() Caption {
	e := t.e
	waited := ""
	if name := t.name(e.Obj); name != "" {
		waited = ", which waited on " + name
	}
	switch {
	case e.Why == trace.IOWait:
		return t.polled()
	case e.Why == trace.FinalizerWait:
		return say("runtime.wakefing", "The collection has queued finalizers, and the next P that looks for work wakes the goroutine that runs them.",
			e.Other, " is ready to run finalizers: it goes to ", t.place(e.To), ".")
	case e.Why == trace.CleanupWait:
		return say("runtime.(*cleanupQueue).wake", "The collection has queued cleanups, and the next P that looks for work wakes the goroutine that runs them.",
			e.Other, " is ready to run cleanups: it goes to ", t.place(e.To), ".")
	case e.Why == trace.GCWorkerIdle:
		return say("runtime.(*gcControllerState).findRunnableGCWorker", "Any worker will do: they wait in a pool and belong to no P.",
			e.P, " takes ", e.Other, ", a worker of the collector, out of the pool.")
	case e.Why == trace.GCAssistWait:
		return say("runtime.gcFlushBgCredit", "The workers have marked enough to pay for what it owes, or marking is over.",
			e.Other, " need not wait any more: it goes to ", t.place(e.To), ".")
	case e.Why == trace.GCSweepWait:
		return say("runtime.gcSweep", "Marking is over: all spans are to be swept before the next cycle begins.",
			e.Other, " is ready to sweep: it goes to ", t.place(e.To), ".")
	case e.Why == trace.ForceGCIdle:
		return say("runtime.sysmon", "The last cycle ended two minutes ago: sysmon wants one.",
			e.Other, " is ready to begin a GC cycle: it goes to ", t.place(e.To), ".")
	case e.Why == trace.WaitGC:
		return say("runtime.gcMarkTermination", "It has called runtime.GC, and now helps to sweep before it goes on.",
			e.Other, " need not wait for the collector any more: it goes to ", t.place(e.To), ".")
	case e.G == trace.NoGo && e.To == trace.NoPlace && t.s.Stopped != "":
		return say("runtime.stopTheWorldWithSema", "It has kept its P and its thread, and is the only one to run now.", e.Other, " goes on: all other Ps have stopped.")
	case e.G == trace.NoGo && e.To == trace.NoPlace:
		return say("runtime.gopark", "It has kept its P and its thread.", e.Other, " goes on: every P has done what it waited for.")
	case e.G == trace.NoGo:
		return say("runtime.goready", "A timer runs on the P that finds it due, and readies its goroutine there.",
			"A timer readies ", e.Other, ": it goes to ", t.place(e.To), ".")
	case e.To == trace.RunNext:
		return say("runtime.ready", "What was readied last runs next on this P, where its data is in the cache. The waker keeps running.",
			e.G, " readies ", e.Other, waited, ": it goes into ", t.place(e.To), ".")
	}
	return say("runtime.ready", "The waker keeps running.", e.G, " readies ", e.Other, waited, ": it goes to ", t.place(e.To), ".")
}

// polled tells the GoUnblock of a goroutine that was parked on the network poller.
func (t teller) polled() Caption {
	e := t.e
	switch {
	case e.To == trace.NoPlace:
		return say("runtime.netpoll", "The thread that asked the poller runs the first goroutine it gets, without a queue.",
			"The network has news for ", e.Other, ": ", e.P, " runs it at once.")
	case e.M == sysmonThread:
		return say("runtime.sysmon", "Nobody has asked the poller for 10 ms, for all Ps are busy. So sysmon has done it.",
			"The network has news for ", e.Other, ": it goes to ", t.place(e.To), ".")
	case e.To == trace.GlobalQueue:
		return say("runtime.injectglist", "There every P finds it. For each such goroutine an idle P, if there is one, is woken.",
			"The network has news for ", e.Other, ": it goes to ", t.place(e.To), ".")
	}
	return say("runtime.injectglist", "The thread that asked the poller runs one goroutine itself and queues the others.",
		"The network has news for ", e.Other, ": it goes to ", t.place(e.To), ".")
}

// received tells a ChanReceived.
func (t teller) received() Caption {
	e := t.e
	o, _ := t.s.Obj(e.Obj)
	switch {
	case e.Flag:
		return say("runtime.chanrecv", "A closed channel is always ready: the zero value, and false as the second result.",
			e.G, " receives the zero value: ", t.thing("a channel"), " is closed and empty.")
	case e.Other != trace.NoGo && o.Cap > 0:
		return say("runtime.recv", "The buffer was full. Its oldest value goes out and the waiting sender's takes the free place: order is kept.",
			e.G, " takes the oldest value of ", t.thing("a channel"), ", and that of ", e.Other, " moves up into the buffer.")
	case e.Other != trace.NoGo:
		return say("runtime.recv", "A sender waited, so its value is copied straight from its stack to the receiver's.",
			e.G, " takes the value of ", e.Other, ", which waits to send on ", t.thing("a channel"), ".")
	}
	return say("runtime.chanrecv", "First in, first out. No sender waits, so there is nobody to wake.",
		e.G, " takes a value out of the buffer of ", t.thing("a channel"), ", which holds ", t.of(e.N), " now.")
}

// selected tells a SelectDone.
func (t teller) selected() Caption {
	e := t.e
	why := "Of several ready cases one is chosen at random, so that none can starve."
	switch {
	case e.N < 0:
		return say("runtime.selectgo", "With a default case a select never parks.", e.G, " takes the default case of its select: no other is ready.")
	case e.N2 == 1:
		why = "It was the only one that was ready."
	case e.N2 > 1:
		why = count(e.N2, "case was", "cases were") + " ready: one of them is chosen at random, so that none can starve."
	}
	if name := t.name(e.Obj); name != "" {
		return say("runtime.selectgo", why, e.G, " goes on with case ", e.N+1, " of its select, on ", name, ".")
	}
	return say("runtime.selectgo", why, e.G, " goes on with case ", e.N+1, " of its select.")
}

// ended tells a ProgramEnd.
func (t teller) ended() Caption {
	e := t.e
	switch e.Text {
	case "main returned":
		return say("runtime.main", "Nobody waits for the other goroutines: they end where they stand.",
			"main has returned: the program ends with status ", e.N, ".")
	case "deadlock":
		return say("runtime.checkdead", "No goroutine can run, and no timer will ready one: nothing could ever happen again.",
			"All goroutines are asleep: a deadlock. The program dies with status ", e.N, ".")
	case "panic":
		return say("runtime.fatalpanic", "No deferred call has recovered: one goroutine's panic ends the whole program.",
			"A panic ends the program with status ", e.N, ".")
	case "exit", "os.Exit":
		return say("os.Exit", "No deferred call is run, and no goroutine is waited for.", "os.Exit ends the program with status ", e.N, ".")
	case "fatal", "fatal error":
		return say("runtime.fatalthrow", "A fatal error cannot be recovered from.", "A fatal error ends the program with status ", e.N, ".")
	}
	return say("", "", "The program ends with status ", e.N, because(e.Text), ".")
}

// retaken tells why a ProcSteal took the P.
func (t teller) retaken() string {
	switch t.e.Rule {
	case trace.RuleRetakeSame:
		return "No system call has ended on this P since sysmon looked last, and others may have use for the P."
	case trace.RuleRetakeLate:
		return "sysmon has seen no new slice on this P for 10 ms: one look at the system call is enough then."
	case trace.RuleRetakeOld:
		return "Another thread is back from its own system call and takes the P that it had before."
	case trace.RuleRetakeStop:
		return "The world stops: a P in a system call is taken at once, for its goroutine runs no Go code."
	case trace.RuleRetakeSafe:
		return "Every P has something to do at a safe point. A goroutine in a system call runs no Go code: its P is taken for that."
	}
	return "A thread that waits in the kernel needs no P, and somebody else may."
}

// threadWanted tells why a ThreadStart or ThreadWake gets a thread going.
func (t teller) threadWanted() string {
	switch t.e.Rule {
	case trace.RuleWakep:
		return "A goroutine is ready, this P is idle, and no thread looks for work yet."
	case trace.RuleInject:
		return "The network has news for goroutines, and this P is idle."
	case trace.RuleRestart:
		return "The world starts again, and goroutines are queued on this P."
	case trace.RuleRestartGC:
		return "The world starts again, and this P has nothing to do but to mark."
	case trace.RuleHandoffWork:
		return "The P has lost its thread, and goroutines are queued for it."
	case trace.RuleHandoffGC:
		return "The P has lost its thread, and there is something to mark."
	case trace.RuleHandoffSpin:
		return "The P has lost its thread, and nobody else looks for work."
	case trace.RuleHandoffPoll:
		return "The P has lost its thread, and somebody must wait for the network."
	}
	return ""
}
