package pane

import (
	"math"
	"testing"

	"gopherscope/render/paint"
	"gopherscope/sim/trace"
)

func at(g trace.GoID, x, y float32, s spot, order int) node {
	return node{g: g, x: x, y: y, r: paint.RadiusChip, spot: s, order: order}
}

// Three goroutines in the ring of one P, and after a steal on another.
var (
	beforeSteal = []node{at(18, 100, 200, spotP+spotRing, 1), at(19, 140, 230, spotP+spotRing, 2), at(21, 140, 270, spotP+spotRing, 3)}
	afterSteal  = []node{at(18, 600, 200, spotP+4+spotRing, 1), at(19, 640, 230, spotP+4+spotRing, 2), at(21, 580, 250, spotP+4+spotRun, 0)}
)

func where(m *mover, g trace.GoID, now float64) (x, y float32) {
	x, y, _ = m.place(m.find(g), now)
	return x, y
}

func TestAGroupFliesOneAfterTheOtherTheRunnerFirst(t *testing.T) {
	var m mover
	m.sky = 150
	m.to(beforeSteal, 0, 0, false)
	m.to(afterSteal, 10, paint.MoveTime, false)
	if x, y := where(&m, 21, 10); x != 140 || y != 270 {
		t.Errorf("at the start G21 is at %v,%v, want where it was", x, y)
	}
	mid := 10 + paint.MoveTime/2
	x21, y21 := where(&m, 21, mid)
	x18, _ := where(&m, 18, mid)
	x19, _ := where(&m, 19, mid)
	p21, p18, p19 := (x21-140)/(580-140), (x18-100)/500, (x19-140)/500
	if !(p21 > p18 && p18 > p19 && p19 > 0) {
		t.Errorf("half way G21 has %.2f of its way, G18 %.2f, G19 %.2f; want them in that order", p21, p18, p19)
	}
	if y21 > 200 {
		t.Errorf("G21 is at height %v: it does not fly over the cards", y21)
	}
	end := 10 + paint.MoveTime*(1+2*paint.Stagger) + 0.001
	for _, n := range afterSteal {
		if x, y := where(&m, n.g, end); x != n.x || y != n.y {
			t.Errorf("in the end G%d is at %v,%v, want %v,%v", n.g, x, y, n.x, n.y)
		}
	}
	if m.busy(end) || !m.busy(mid) {
		t.Error("it moves for another time than that")
	}
}

func TestSteppingBackIsTheFilmRunBackwards(t *testing.T) {
	var there, back mover
	there.sky, back.sky = 150, 150
	there.to(beforeSteal, 0, 0, false)
	there.to(afterSteal, 0, paint.MoveTime, false)
	back.to(afterSteal, 0, 0, false)
	back.to(beforeSteal, 0, paint.MoveTime, true)
	whole := there.end
	if math.Abs(back.end-whole) > 1e-9 {
		t.Fatalf("there it takes %v s, back %v s", whole, back.end)
	}
	for i := range 21 {
		now := whole * float64(i) / 20
		for _, n := range afterSteal {
			x0, y0 := where(&there, n.g, now)
			x1, y1 := where(&back, n.g, whole-now)
			if math.Abs(float64(x0-x1)) > 0.05 || math.Abs(float64(y0-y1)) > 0.05 {
				t.Fatalf("at %.3f s G%d is at %v,%v; backwards it is at %v,%v", now, n.g, x0, y0, x1, y1)
			}
		}
	}
}

func TestANewGoalTakesOverInFlight(t *testing.T) {
	var m mover
	m.to(beforeSteal, 0, 0, false)
	m.to(afterSteal, 1, paint.MoveTime, false)
	x0, y0 := where(&m, 21, 1.2)
	m.to(beforeSteal, 1.2, paint.MoveTime, true)
	first := m.find(21)
	if x, y, _ := m.place(first, 1.2+first.delay); math.Abs(float64(x-x0)) > 0.01 || math.Abs(float64(y-y0)) > 0.01 {
		t.Errorf("it jumps from %v,%v to %v,%v", x0, y0, x, y)
	}
}

func TestNeighboursSlideAndNewcomersGrow(t *testing.T) {
	var m mover
	m.to([]node{at(5, 100, 50, spotGlobal, 0), at(6, 136, 50, spotGlobal, 1), at(7, 300, 50, spotGlobal, 2)}, 0, 0, false)
	m.to([]node{at(6, 100, 50, spotGlobal, 0), at(7, 136, 50, spotGlobal, 1), at(8, 172, 50, spotGlobal, 2)}, 0, paint.MoveTime, false)
	for _, g := range []trace.GoID{6, 7} {
		if it := m.find(g); it.hop {
			t.Errorf("G%d flies inside its queue", g)
		}
		if _, y := where(&m, g, paint.MoveTime/3); y != 50 {
			t.Errorf("G%d leaves its row", g)
		}
	}
	if it := m.find(8); !it.fresh {
		t.Error("G8 is new, but does not grow")
	}
	if it := m.find(5); it == nil || !it.gone {
		t.Error("G5 is gone, but does not shrink")
	}
	m.settle(1)
	if m.find(5) != nil {
		t.Error("G5 is still kept when all is over")
	}
}

func TestANewGoroutineComesOutOfItsCreator(t *testing.T) {
	before := []node{at(1, 500, 300, spotP+spotRun, 0)}
	after := []node{at(1, 500, 300, spotP+spotRun, 0), at(7, 600, 180, spotP+spotNext, 0)}
	var m mover
	m.to(before, 0, 0, false)
	m.child, m.parent = 7, 1
	m.to(after, 0, paint.MoveTime, false)
	if x, y := where(&m, 7, 0); x != 500 || y != 300 {
		t.Errorf("it begins at %v,%v, want its creator's place", x, y)
	}
	if x, y := where(&m, 7, paint.MoveTime); x != 600 || y != 180 {
		t.Errorf("it ends at %v,%v", x, y)
	}
	m.to(before, 1, paint.MoveTime, true)
	if x, y := where(&m, 7, 1); x != 600 || y != 180 {
		t.Errorf("backwards it begins at %v,%v", x, y)
	}
	if x, y := where(&m, 7, 1+paint.MoveTime); x != 500 || y != 300 {
		t.Errorf("backwards it ends at %v,%v", x, y)
	}
}

func TestLargeGroupsArriveInTheTimeOfAnEvent(t *testing.T) {
	var from, to []node
	for i := range 100 {
		from = append(from, at(trace.GoID(i+1), float32(i), 100, spotGlobal, i))
		to = append(to, at(trace.GoID(i+1), float32(i)+400, 300, spotP+spotRing, i))
	}
	var m mover
	m.to(from, 0, 0, false)
	m.to(to, 0, paint.MoveTime, false)
	if m.end > 1.7*paint.MoveTime {
		t.Errorf("100 goroutines take %.2f s, one takes %.2f s", m.end, float64(paint.MoveTime))
	}
}

func TestNothingMovesWhenEventsComeFast(t *testing.T) {
	d := newDemo(t, 4, 30, 5)
	d.run(400, nil)
	f := d.frame()
	n := f.State.Events
	sc := &Screen{Theme: &paint.Dark, Controls: Controls{Playing: true}}
	show := func(events int, now float64) bool {
		f.State = f.Log.State(events)
		f.At = f.State.At
		sc.Layout(f, 1600, 900, now)
		return sc.Moving(now + 0.001)
	}
	show(n-200, 0)
	moved := 0
	for i := range 60 { // 60 events a second
		if show(n-200+i, float64(i+1)/60) {
			moved++
		}
	}
	if moved > 0 {
		t.Errorf("%d of 60 pictures move at 60 events a second", moved)
	}
	slow := 0
	for i := range 60 {
		if show(n-140+i, 10+float64(i)) {
			slow++
		}
	}
	if slow == 0 {
		t.Error("nothing ever moves at an event a second")
	}
	if show(0, 100) {
		t.Error("a jump of many events flies")
	}
}
