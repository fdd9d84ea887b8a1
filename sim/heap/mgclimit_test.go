package heap

import (
	"testing"

	"gopherscope/sim/trace"
)

func TestLimiter(t *testing.T) {
	const ms = trace.Millisecond
	type step struct {
		what     string
		do       func(l *gcCPULimiter)
		fill     trace.Time
		limiting bool
	}
	var now trace.Time
	at := func(d trace.Time) trace.Time { now += d; return now }
	for _, tt := range []struct {
		name  string
		procs int
		steps []step
	}{
		{"the program alone leaves it empty", 2, []step{
			{"a second passes", func(l *gcCPULimiter) { l.update(at(1000 * ms)) }, 0, false},
		}},
		{"a pause counts for every P", 2, []step{
			{"10 ms stopped", func(l *gcCPULimiter) { l.startGCTransition(true, now); l.finishGCTransition(at(10 * ms)) }, 20 * ms, false},
			{"background marking is a quarter, the program drains more", func(l *gcCPULimiter) { l.update(at(10 * ms)) }, 10 * ms, false},
			{"and it is never less than empty", func(l *gcCPULimiter) { l.update(at(100 * ms)) }, 0, false},
		}},
		{"assists fill it", 1, []step{
			{"to the brim", func(l *gcCPULimiter) {
				l.startGCTransition(true, now)
				l.finishGCTransition(now)
				l.addAssistTime(1200 * ms)
				l.update(at(1600 * ms))
			}, 1000 * ms, true}, // 1200 + 400 against nothing
			{"the program drains it", func(l *gcCPULimiter) { l.update(at(100 * ms)) }, 950 * ms, false},
		}},
		{"idle time drains nothing", 4, []step{
			{"100 ms stopped", func(l *gcCPULimiter) { l.startGCTransition(true, now); l.finishGCTransition(at(100 * ms)) }, 400 * ms, false},
			{"3 Ps idle, a quarter of 4 marks", func(l *gcCPULimiter) { l.addIdleTime(300 * ms); l.update(at(100 * ms)) }, 500 * ms, false},
		}},
		{"at exactly the half it stays", 2, []step{
			{"half assists", func(l *gcCPULimiter) {
				l.startGCTransition(true, now)
				l.finishGCTransition(at(10 * ms))
				l.addAssistTime(50 * ms)
				l.update(at(100 * ms))
			}, 20 * ms, false},
		}},
		{"a smaller GOMAXPROCS", 4, []step{
			{"full for one", func(l *gcCPULimiter) { l.startGCTransition(true, now); l.finishGCTransition(at(500 * ms)) }, 2000 * ms, false},
			{"one P", func(l *gcCPULimiter) { l.gcEnabled = false; l.resetCapacity(now, 1) }, 1000 * ms, true},
			{"four again", func(l *gcCPULimiter) { l.resetCapacity(now, 4) }, 1000 * ms, false},
		}},
	} {
		now = 0
		var l gcCPULimiter
		l.resetCapacity(now, tt.procs)
		for _, s := range tt.steps {
			s.do(&l)
			if l.fill != s.fill || l.limiting() != s.limiting {
				t.Errorf("%s: %s: fill %v ms, limiting %t; want %v ms, %t", tt.name, s.what, l.fill/ms, l.limiting(), s.fill/ms, s.limiting)
			}
		}
	}
	l := gcCPULimiter{lastUpdate: 5 * ms}
	if l.needUpdate(15*ms) || !l.needUpdate(15*ms+1) {
		t.Error("an update is needed after more than 10 ms")
	}
}
