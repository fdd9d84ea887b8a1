//go:build gopherscope

package time

// Sleep parks the goroutine for at least d; with d <= 0 it returns at once.
func Sleep(d Duration)

// runtimeNano returns the machine's clock: nanoseconds since the program began.
func runtimeNano() int64

// The timers of the scheduler (runtime/time.go). One fires at when on runtimeNano's clock
// and then every period, if that is not 0. It sends the Time it was due at to c, without
// waiting, or starts f in a new goroutine if c is nil.
//
// newTimer returns the timer's number, which is never 0. stopTimer and resetTimer report
// whether it was still to fire; a c that is stopped or reset holds no old Time.
func newTimer(when, period int64, c chan Time, f func()) int64
func stopTimer(id int64) bool
func resetTimer(id, when, period int64) bool

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
	C  <-chan Time
	id int64
}

// NewTimer returns a timer that sends the time on its channel after d.
func NewTimer(d Duration) *Timer {
	c := make(chan Time, 1)
	return &Timer{c, newTimer(when(d), 0, c, nil)}
}

// AfterFunc calls f in a goroutine of its own after d.
func AfterFunc(d Duration, f func()) *Timer {
	return &Timer{nil, newTimer(when(d), 0, nil, f)}
}

// After returns a channel on which the time comes after d.
func After(d Duration) <-chan Time { return NewTimer(d).C }

// Stop keeps t from firing and reports whether it had yet to fire.
func (t *Timer) Stop() bool {
	if t.id == 0 {
		panic("time: Stop called on uninitialized Timer")
	}
	return stopTimer(t.id)
}

// Reset makes t fire after d from now, and reports whether it had yet to fire.
func (t *Timer) Reset(d Duration) bool {
	if t.id == 0 {
		panic("time: Reset called on uninitialized Timer")
	}
	return resetTimer(t.id, when(d), 0)
}

// A Ticker sends the time on its channel again and again; a tick that finds the channel
// full is lost.
type Ticker struct {
	C  <-chan Time
	id int64
}

// NewTicker returns a ticker with a period of d.
func NewTicker(d Duration) *Ticker {
	if d <= 0 {
		panic("non-positive interval for NewTicker")
	}
	c := make(chan Time, 1)
	return &Ticker{c, newTimer(when(d), int64(d), c, nil)}
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
	if t.id != 0 {
		stopTimer(t.id)
	}
}

// Reset gives the ticker a new period, which begins now.
func (t *Ticker) Reset(d Duration) {
	if d <= 0 {
		panic("non-positive interval for Ticker.Reset")
	}
	if t.id == 0 {
		panic("time: Reset called on uninitialized Ticker")
	}
	resetTimer(t.id, when(d), int64(d))
}
