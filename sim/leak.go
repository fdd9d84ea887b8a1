package sim

import (
	"strings"

	"gopherscope/sim/sched"
	"gopherscope/sim/trace"
)

// Leaks returns the tracebacks of the goroutines that are leaked: they wait for a channel or a
// lock that nobody who can still run will ever use, in the order of tracebacks. After main has
// returned, main can no longer run. It changes nothing.
//
// Who can run, sleeps, waits for the network or for the runtime may reach what its stack leads to, and
// so may whoever waits for something that can be reached, and so on.
//
// Models findGoroutineLeaks, isMaybeRunnable and goroutineheader, runtime/mgc.go, traceback.go: what
// GOEXPERIMENT=goroutineleakprofile reports.
func (mc *Machine) Leaks() (tracebacks []string) {
	reach := mc.heap.NewReach()
	reach.VisitGlobals()
	reach.VisitRuntime()
	var stuck []int32
	for slot := range int32(mc.sched.Slots()) {
		switch {
		case !mc.alive(slot) || mc.ended(slot):
		case mc.mayBeLeaked(slot):
			stuck = append(stuck, slot)
		default:
			mc.ScanStack(slot, reach.Visit)
		}
	}
	for woken := true; woken; {
		reach.Run()
		woken = false
		still := stuck[:0]
		for _, slot := range stuck {
			if mc.sched.WaitsFor(slot, reach.Found) {
				mc.ScanStack(slot, reach.Visit)
				woken = true
			} else {
				still = append(still, slot)
			}
		}
		stuck = still
	}
	for _, slot := range stuck {
		state := mc.statusText(mc.sched.G(slot))
		tracebacks = append(tracebacks, strings.Replace(mc.traceback(slot, false), state, state+" (leaked)", 1))
	}
	return tracebacks
}

// ended reports whether the goroutine in slot is main, which has returned.
func (mc *Machine) ended(slot int32) bool {
	return mc.outcome.Why == "main returned" && mc.sched.G(slot).ID == mainGo
}

// mayBeLeaked reports whether the goroutine in slot waits for others of the program.
//
// Models isSyncWait and isChanWait, runtime/runtime2.go.
func (mc *Machine) mayBeLeaked(slot int32) bool {
	g := mc.sched.G(slot)
	switch g.Reason {
	case trace.ChanReceive, trace.ChanSend, trace.ChanReceiveNil, trace.ChanSendNil, trace.Select, trace.SelectNoCases,
		trace.MutexLock, trace.RWMutexRLock, trace.RWMutexLock, trace.WaitGroupWait, trace.CondWait:
		return g.Status == sched.Gwaiting && !g.System
	}
	return false
}
