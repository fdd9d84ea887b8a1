package trace

import (
	"strconv"
	"strings"
)

// A Look is something that a decision looked at and passed over, and the reason: What says
// both, N which one of several (a P, a case of a select).
type Look struct {
	What What
	N    uint8
}

// MaxLooks is how many looks an event has room for. A decision that looked at more tells the
// last ones, after one that says so.
const MaxLooks = 12

// A What says what a decision looked at, and why it did not take it.
type What uint8

// What findRunnable asks, in its order, then the other decisions.
const (
	NoLook  What = iota
	Earlier      // looks that the event has no room for

	TimersNone   // this P's timers: it has none
	TimersNotDue // … none has expired
	TimersRan    // … expired ones ran, and what they readied is queued
	WorkerNoWork // a GC worker: nothing left to mark
	WorkerEnough // … as many mark as should
	WorkerNone   // … all workers are busy
	WorkerShare  // … this P has done its share
	TickOther    // the global queue first: not at this tick
	TickEmpty    // … its turn, but it is empty
	NextEmpty    // runnext
	RingEmpty    // this P's queue
	GlobalEmpty  // the global queue
	PollUnused   // the network poller: nobody waits there
	PollBusy     // … another thread is in it
	PollNothing  // … it has no news
	StealEnough  // the other Ps: as many threads spin already as may
	StealOff     // … stealing is switched off
	StealIdle    // P N is idle: its queue is empty
	StealEmpty   // P N's queue is empty, and its runnext too
	StealNext    // P N has a runnext only, which is not touched before the last pass
	StealTimers  // P N's expired timers ran, and readied nothing for this P
	IdleNoWork   // an idle GC worker: nothing left to mark
	IdleEnough   // … as many idle Ps mark as may

	WakeSpinning // no thread is woken: one spins already
	WakeNoP      // … no P is idle

	CaseNotReady // case N of a select, counted from 1, cannot go ahead

	whatCount
)

var whatText = [whatCount]string{
	Earlier:      "more before",
	TimersNone:   "its timers: none",
	TimersNotDue: "its timers: none is due",
	TimersRan:    "its timers: those due have fired",
	WorkerNoWork: "GC worker: nothing left to mark",
	WorkerEnough: "GC worker: enough Ps mark already",
	WorkerNone:   "GC worker: all are busy",
	WorkerShare:  "GC worker: this P has done its share",
	TickOther:    "global queue first: not at this tick",
	TickEmpty:    "global queue first, as at every 61st tick: empty",
	NextEmpty:    "runnext: empty",
	RingEmpty:    "its queue: empty",
	GlobalEmpty:  "global queue: empty",
	PollUnused:   "network: nobody waits there",
	PollBusy:     "network: another thread waits there",
	PollNothing:  "network: no news",
	StealEnough:  "stealing: enough threads spin already",
	StealOff:     "stealing: switched off",
	StealIdle:    "P%: idle",
	StealEmpty:   "P%: nothing queued",
	StealNext:    "P%: a runnext only, spared until the last pass",
	StealTimers:  "P%: its timers readied nothing",
	IdleNoWork:   "idle GC worker: nothing left to mark",
	IdleEnough:   "idle GC worker: enough idle Ps mark already",
	WakeSpinning: "no thread is woken: one spins already",
	WakeNoP:      "no thread is woken: no P is idle",
	CaseNotReady: "case %: not ready",
}

// String returns the text with which w stands in a log; % is where the number belongs.
func (w What) String() string {
	if w < whatCount {
		return whatText[w]
	}
	return "unknown look"
}

// String says what was looked at and why it was not taken: "global queue: empty".
func (l Look) String() string {
	return strings.Replace(l.What.String(), "%", strconv.Itoa(int(l.N)), 1)
}

// Looks is a list of them in the order of asking; the rest is zero.
type Looks [MaxLooks]Look

// List returns the looks.
func (l *Looks) List() []Look {
	n := 0
	for n < len(l) && l[n].What != NoLook {
		n++
	}
	return l[:n]
}

// Add adds a look; if there is no room the oldest go.
func (l *Looks) Add(what What, n int) {
	used := len(l.List())
	if used == len(l) {
		copy(l[1:], l[2:])
		l[0] = Look{What: Earlier}
		used--
	}
	l[used] = Look{what, uint8(n)}
}
