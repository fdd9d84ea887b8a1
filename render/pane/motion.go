package pane

import (
	"cmp"
	"math"
	"slices"

	"gopherscope/render/paint"
	"gopherscope/sim/trace"
)

// A moving is a node on its way, or arrived.
type moving struct {
	node
	from  node        // where it was when the state changed
	curve paint.Curve // of a hop
	hop   bool        // it changes place: it flies. Else it slides where its neighbours make room
	fresh bool        // it was not on the board
	gone  bool        // it is not on the board any more
	delay float64     // seconds after the start
}

// A mover moves the nodes from one layout to the next. Stepping back is the same motion with
// its parts in the opposite order, so it looks like the film run backwards.
type mover struct {
	items    []moving // sorted by goroutine
	spare    []moving
	start    float64 // tween clock at the last change
	duration float64 // seconds that one move takes; 0 cuts
	end      float64 // tween clock at which all has arrived
	sky      float32 // y over which goroutines fly from P to P

	// The goroutine that the event starts, or that stepping back takes away, and its creator:
	// it comes out of the creator's disc and goes back into it.
	child, parent trace.GoID
}

// far is the least way, in logical pixels, that is flown rather than slid.
const far = 34

// to makes nodes, sorted by goroutine, the goal.
func (m *mover) to(nodes []node, now, duration float64, back bool) {
	old := m.spare[:0]
	for i := range m.items {
		if it := &m.items[i]; !it.gone {
			n := it.node
			n.x, n.y, n.r = m.place(it, now)
			old = append(old, moving{node: n})
		}
	}
	m.spare = old
	items := m.items[:0]
	m.start, m.duration, m.end = now, duration, now
	hops := 0
	for i := 0; len(nodes) > 0 || i < len(old); {
		switch {
		case i < len(old) && (len(nodes) == 0 || old[i].g < nodes[0].g):
			if duration > 0 {
				items = append(items, m.leaving(old[i].node, nodes, items))
			}
			i++
			continue
		case i < len(old) && old[i].g == nodes[0].g:
			items = append(items, moving{node: nodes[0], from: old[i].node})
			i++
		default:
			items = append(items, m.coming(nodes[0], old))
		}
		it := &items[len(items)-1]
		nodes = nodes[1:]
		if it.fresh {
			continue // coming has set its way
		}
		dx, dy := float64(it.x-it.from.x), float64(it.y-it.from.y)
		way := math.Hypot(dx, dy)
		if it.hop = it.spot != it.from.spot && way > far; it.hop {
			hops++
			it.curve = paint.Hop(paint.Point{X: it.from.x, Y: it.from.y}, paint.Point{X: it.x, Y: it.y}, m.lift(&it.from, &it.node))
		}
	}
	m.items = items
	if duration == 0 {
		m.land()
		return
	}
	m.stagger(hops, back)
	for i := range m.items {
		m.end = max(m.end, m.start+m.items[i].delay+duration)
	}
}

// coming returns the way of a node that was not on the board: out of its creator's disc if the
// event has started it, else it grows in its place.
func (m *mover) coming(n node, old []moving) moving {
	it := moving{node: n, from: n, fresh: true}
	if n.g != m.child {
		return it
	}
	if i, ok := slices.BinarySearchFunc(old, m.parent, byGoroutine); ok {
		from := old[i].node
		it.from.x, it.from.y = from.x, from.y
		it.hop, it.curve = true, paint.Hop(paint.Point{X: from.x, Y: from.y}, paint.Point{X: n.x, Y: n.y}, m.lift(&it.from, &n))
	}
	return it
}

// leaving returns the way of a node that is not on the board any more: back into its creator's
// disc if stepping back takes it away, else it shrinks in its place. The creator's new place is
// among the nodes that follow or the items that are done.
func (m *mover) leaving(n node, next []node, done []moving) moving {
	it := moving{node: n, from: n, gone: true}
	if n.g != m.child {
		return it
	}
	to := n
	if i, ok := slices.BinarySearchFunc(done, m.parent, byGoroutine); ok {
		to = done[i].node
	} else if i, ok := slices.BinarySearchFunc(next, m.parent, func(n node, g trace.GoID) int { return cmp.Compare(n.g, g) }); ok {
		to = next[i]
	}
	it.x, it.y = to.x, to.y
	it.hop, it.curve = true, paint.Hop(paint.Point{X: n.x, Y: n.y}, paint.Point{X: to.x, Y: to.y}, m.lift(&n, &it.node))
	return it
}

func byGoroutine(it moving, g trace.GoID) int { return cmp.Compare(it.g, g) }

// lift is how high a node rises on its way: from P to P over the cards, if they are not too
// far below the sky; else a little.
func (m *mover) lift(from, to *node) float32 {
	way := math.Hypot(float64(to.x-from.x), float64(to.y-from.y))
	low := float32(min(70, 6+way*0.17))
	if from.spot < spotP || to.spot < spotP || (from.spot-spotP)/4 == (to.spot-spotP)/4 {
		return low
	}
	return min(170, max(low, min(from.y, to.y)-m.sky))
}

// stagger lets the nodes that fly start one after the other, like beads on a string. A large
// group starts closer together, so that all is over in the time of an event.
func (m *mover) stagger(hops int, back bool) {
	if hops < 2 {
		return
	}
	gap := m.duration * min(paint.Stagger, 0.6/float64(hops))
	turn := func(it *moving) int { // the same both ways
		if back {
			return it.from.order
		}
		return it.order
	}
	nth := 0
	for i := range m.items {
		it := &m.items[i]
		if !it.hop {
			continue
		}
		rank := 0 // among those that fly: the lower order first, then the lower number
		for j := range m.items {
			o := &m.items[j]
			if o.hop && cmp.Or(cmp.Compare(turn(o), turn(it)), cmp.Compare(o.g, it.g)) < 0 {
				rank++
			}
		}
		if back {
			rank = hops - 1 - rank
		}
		it.delay = gap * float64(rank)
		if nth++; nth == hops {
			return
		}
	}
}

// land puts every node where it belongs and forgets those that are gone.
func (m *mover) land() {
	m.items = slices.DeleteFunc(m.items, func(it moving) bool { return it.gone })
	for i := range m.items {
		it := &m.items[i]
		it.from, it.hop, it.fresh, it.delay = it.node, false, false, 0
	}
	m.duration = 0
}

// settle forgets the motion once it is over.
func (m *mover) settle(now float64) {
	if m.duration > 0 && now >= m.end {
		m.land()
	}
}

// busy reports whether anything is on its way.
func (m *mover) busy(now float64) bool { return m.duration > 0 && now < m.end }

// part is how much of its way a node has behind it, 0 to 1.
func (m *mover) part(it *moving, now float64) float32 {
	if m.duration == 0 {
		return 1
	}
	t := max(0, min(1, (now-m.start-it.delay)/m.duration))
	return float32(t * t * (3 - 2*t)) // smoothstep
}

// place is where a node is, and its radius.
func (m *mover) place(it *moving, now float64) (x, y, r float32) {
	t := m.part(it, now)
	switch {
	case t >= 1:
		return it.x, it.y, it.r
	case it.hop:
		p := it.curve.At(t)
		x, y = p.X, p.Y
	default:
		x, y = it.from.x+(it.x-it.from.x)*t, it.from.y+(it.y-it.from.y)*t
	}
	return x, y, it.from.r + (it.r-it.from.r)*t
}

// find returns the node of goroutine g, or nil.
func (m *mover) find(g trace.GoID) *moving {
	i, ok := slices.BinarySearchFunc(m.items, g, byGoroutine)
	if !ok {
		return nil
	}
	return &m.items[i]
}
