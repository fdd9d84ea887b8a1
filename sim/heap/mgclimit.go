package heap

import "gopherscope/sim/trace"

// A gcCPULimiter keeps the collector from eating all CPU time when a memory limit leaves the
// program too little room. It is a leaky bucket: time spent collecting fills it, time left to
// the program drains it. While it is full nobody assists, so that the program goes on and the
// memory is exceeded instead.
//
// Models gcCPULimiterState, runtime/mgclimit.go, less its lock.
type gcCPULimiter struct {
	fill, capacity trace.Time // CPU time; 0 <= fill <= capacity
	overflow       trace.Time // CPU time that found the bucket full, ever

	enabled       bool // the bucket is full
	gcEnabled     bool // a cycle marks
	transitioning bool // the world is stopped, to begin or end marking

	assistTimePool trace.Time // CPU time of assists since the last update
	idleTimePool   trace.Time // … of idle Ps and of workers on idle Ps
	lastUpdate     trace.Time
	nprocs         int32
	cycle          int32 // collections so far
	lastEnabled    int32 // the last cycle that began to find the bucket full; 0 for none
}

// AddAssistTime, AddMarkTime and AddIdleMarkTime count CPU time of this cycle: of a goroutine
// that assisted, of a dedicated or fractional worker, of an idle worker. SetIdleTime tells
// how long Ps have had nothing to do since the start, all together.
func (h *Heap) AddAssistTime(t trace.Time) {
	h.gc.assistTime += t
	h.limiter.addAssistTime(t)
}

func (h *Heap) AddMarkTime(t trace.Time) { h.gc.dedicatedMarkTime += t }

func (h *Heap) AddIdleMarkTime(t trace.Time) {
	h.gc.idleMarkTime += t
	h.limiter.addIdleTime(t)
}

func (h *Heap) SetIdleTime(t trace.Time) {
	h.limiter.addIdleTime(t - h.cpu.Idle)
	h.cpu.Idle = t
}

// Limiting reports whether the collector has had so much CPU time that nobody is to assist.
// The machine asks before an assist.
func (h *Heap) Limiting() bool { return h.limiter.limiting() }

// UpdateLimiter accounts for the time until now, if it has not been done for 10 ms. The
// machine calls it when a P looks for work while marking.
func (h *Heap) UpdateLimiter(now trace.Time) {
	if h.limiter.needUpdate(now) {
		h.limiter.update(now)
	}
}

// Resume says that the world goes on at now, after StartMark or Terminate.
func (h *Heap) Resume(now trace.Time) { h.limiter.finishGCTransition(now) }

// sum feeds every field to add.
func (l *gcCPULimiter) sum(add func(word uint64)) {
	for _, t := range [...]trace.Time{l.fill, l.capacity, l.overflow, l.assistTimePool, l.idleTimePool, l.lastUpdate, trace.Time(l.nprocs), trace.Time(l.cycle), trace.Time(l.lastEnabled)} {
		add(uint64(t))
	}
	for _, b := range [...]bool{l.enabled, l.gcEnabled, l.transitioning} {
		if b {
			add(1)
		} else {
			add(0)
		}
	}
}

const (
	capacityPerProc          = trace.Second
	gcCPULimiterUpdatePeriod = 10 * trace.Millisecond // the limiter is to be updated so often at least
)

// limiting reports whether assists have to do nothing.
func (l *gcCPULimiter) limiting() bool { return l.enabled }

// addAssistTime and addIdleTime count time of one P for the next update.
func (l *gcCPULimiter) addAssistTime(t trace.Time) { l.assistTimePool += t }
func (l *gcCPULimiter) addIdleTime(t trace.Time)   { l.idleTimePool += t }

// startGCTransition is called when the world has stopped, to begin marking (enable) or to
// end it; finishGCTransition when it is about to go on.
func (l *gcCPULimiter) startGCTransition(enable bool, now trace.Time) {
	l.update(now)
	l.gcEnabled = enable
	l.transitioning = true
}

// finishGCTransition counts the pause: no P could run the program in it.
func (l *gcCPULimiter) finishGCTransition(now trace.Time) {
	if l.transitioning && now >= l.lastUpdate {
		l.accumulate(0, (now-l.lastUpdate)*trace.Time(l.nprocs))
	}
	l.lastUpdate = now
	l.transitioning = false
}

// needUpdate reports whether the last update is too long ago.
func (l *gcCPULimiter) needUpdate(now trace.Time) bool {
	return now-l.lastUpdate > gcCPULimiterUpdatePeriod
}

// update accounts for the time since the last update. What the caller knows of assists and
// of idle Ps that are still at it has to be added before.
func (l *gcCPULimiter) update(now trace.Time) {
	if now < l.lastUpdate || l.transitioning {
		return
	}
	total := (now - l.lastUpdate) * trace.Time(l.nprocs)
	l.lastUpdate = now
	gc := l.assistTimePool
	if l.gcEnabled {
		gc += trace.Time(float64(total) * gcBackgroundUtilization)
	}
	total -= l.idleTimePool
	l.assistTimePool, l.idleTimePool = 0, 0
	l.accumulate(total-gc, gc)
}

// accumulate fills the bucket with gc and drains it with mutator, CPU times.
func (l *gcCPULimiter) accumulate(mutator, gc trace.Time) {
	change := gc - mutator
	room := l.capacity - l.fill
	switch {
	case change > 0 && change >= room:
		l.overflow += change - room
		l.fill = l.capacity
		if !l.enabled {
			l.enabled, l.lastEnabled = true, l.cycle+1
		}
	case change != 0:
		l.fill = max(l.fill+change, 0)
		l.enabled = false
	}
}

// resetCapacity fits the bucket to GOMAXPROCS. Outside marking only.
func (l *gcCPULimiter) resetCapacity(now trace.Time, procs int) {
	l.update(now)
	l.nprocs = int32(procs)
	l.capacity = trace.Time(procs) * capacityPerProc
	l.enabled = l.fill > l.capacity || l.enabled && l.fill == l.capacity
	l.fill = min(l.fill, l.capacity)
}
