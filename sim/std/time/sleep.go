//go:build gopherscope

package time

// Sleep parks the goroutine for at least d; with d <= 0 it returns at once.
func Sleep(d Duration)

// runtimeNano returns the machine's clock: nanoseconds since the program began.
func runtimeNano() int64

// A runtimeTimer is the scheduler's part of a timer. It fires at when on runtimeNano's clock
// and then every period, if that is not 0: it sends the Time it was due at to c, without
// waiting, or starts f in a new goroutine if c is nil.
//
// Models timer, runtime/time.go.
type runtimeTimer struct {
	when, period         int64
	c                    chan Time
	f                    func()
	heap, index, blocked int // the scheduler's: where it is queued, how many wait for it
}

// startTimer arms t, stopTimer disarms it. They report whether it was to fire; afterwards c
// holds no old Time.
func startTimer(t *runtimeTimer, when, period int64) bool
func stopTimer(t *runtimeTimer) bool

// when returns the clock d from now; the far future if that is too far to count.
func when(d Duration) int64 {
	if d <= 0 {
		return runtimeNano()
	}
	t := runtimeNano() + int64(d)
	if t < 0 {
		t = 1<<63 - 1
	}
	return t
}

// A Timer is one event in the future.
type Timer struct {
	C <-chan Time
	r runtimeTimer
}

// NewTimer returns a timer that sends the time on its channel after d.
func NewTimer(d Duration) *Timer {
	c := make(chan Time, 1)
	t := &Timer{C: c, r: runtimeTimer{c: c}}
	startTimer(&t.r, when(d), 0)
	return t
}

// AfterFunc calls f in a goroutine of its own after d.
func AfterFunc(d Duration, f func()) *Timer {
	t := &Timer{r: runtimeTimer{f: f}}
	startTimer(&t.r, when(d), 0)
	return t
}

// After returns a channel on which the time comes after d.
func After(d Duration) <-chan Time { return NewTimer(d).C }

// ready tells whether the timer was made by this package's functions.
func (r *runtimeTimer) ready() bool { return r.c != nil || r.f != nil }

// Stop keeps t from firing and reports whether it had yet to fire.
func (t *Timer) Stop() bool {
	if !t.r.ready() {
		panic("time: Stop called on uninitialized Timer")
	}
	return stopTimer(&t.r)
}

// Reset makes t fire after d from now, and reports whether it had yet to fire.
func (t *Timer) Reset(d Duration) bool {
	if !t.r.ready() {
		panic("time: Reset called on uninitialized Timer")
	}
	return startTimer(&t.r, when(d), 0)
}

// A Ticker sends the time on its channel again and again; a tick that finds the channel
// full is lost.
type Ticker struct {
	C <-chan Time
	r runtimeTimer
}

// NewTicker returns a ticker with a period of d.
func NewTicker(d Duration) *Ticker {
	if d <= 0 {
		panic("non-positive interval for NewTicker")
	}
	c := make(chan Time, 1)
	t := &Ticker{C: c, r: runtimeTimer{c: c}}
	startTimer(&t.r, when(d), int64(d))
	return t
}

// Tick returns the channel of a new ticker, nil if d <= 0.
func Tick(d Duration) <-chan Time {
	if d <= 0 {
		return nil
	}
	return NewTicker(d).C
}

// Stop ends the ticks.
func (t *Ticker) Stop() {
	if t.r.ready() {
		stopTimer(&t.r)
	}
}

// Reset gives the ticker a new period, which begins now.
func (t *Ticker) Reset(d Duration) {
	if d <= 0 {
		panic("non-positive interval for Ticker.Reset")
	}
	if !t.r.ready() {
		panic("time: Reset called on uninitialized Ticker")
	}
	startTimer(&t.r, when(d), int64(d))
}
