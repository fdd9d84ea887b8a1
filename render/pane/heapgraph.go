package pane

import (
	"cmp"
	"math"
	"slices"

	"gopherscope/render/paint"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// The graph has gridCols times gridRows places, and a place at every second one of them in both
// directions for as long as there are few objects. A place is a share of the pane, so that a pane
// of another size shows the same picture.
const (
	gridCols = 16
	gridRows = 20
	rootRows = gridRows / 2
	rootColW = 78 // the column of roots
)

// A heapGraph is the heap as objects and pointers, with the roots at the left.
//
// An object gets its place when it is first seen, beside what leads to it, and keeps it for ever:
// nothing in the graph ever moves. The places of the dead are given away again.
type heapGraph struct {
	area  Rect
	nodes []heapNode
	edges []heapEdge
	roots []heapRoot

	places map[objectKey]cell
	owners [gridCols * gridRows]objectKey // who was given a place last
	rows   []rootKey                      // by row; the zero key for a free one
	index  map[uint64]int32               // nodes by address
	tones  map[objectKey]tone

	objects []view.HeapObject
	leads   []view.HeapEdge // from roots
	order   []int32         // nodes in the order in which they are reached
	outer   []int32         // by pointer of a root: see callers
	ghosts  []heapGhost     // objects that have just died
	end     float64         // tween clock at which nothing changes any more
}

// An objectKey names an object for ever: an address may hold several in turn.
type objectKey struct {
	addr uint64
	born int // number of the event of its birth, 0 if that is not known
}

// A rootKey names a root: a goroutine, the globals, or what the runtime holds.
type rootKey struct {
	kind view.Root
	g    trace.GoID
}

// A cell is a place in the grid, by column and row.
type cell struct{ col, row int16 }

// A tone is the colour of a node and the one before it.
type tone struct {
	is, was view.Colour
	since   float64
	born    float64 // tween clock when the object appeared; 0 if it was there at first
	seen    bool
}

// A heapNode is an object in its place.
type heapNode struct {
	objectKey
	size    uint64
	span    uint64 // address of its span
	typ     string
	x, y, r float32
	colour  view.Colour
	tone    tone
	at      cell
	reached bool // from some root
	scanned bool // by the event shown, with others of its span

	seen   bool    // something has led to it, or it stands at the beginning itself
	parent int32   // what has led to it: a node, a root (as in a heapEdge), or noParent
	leaves float32 // of what it leads to
	scale  float32 // rows a leaf
	from   float32 // its share of the rows begins here
	mid    float32 // … and its middle
}

// A heapGhost is an object that has just died, where it was.
type heapGhost struct {
	x, y, r float32
	colour  view.Colour
	since   float64
}

// A heapEdge is a pointer: from a root (from < 0: roots[-1-from]) or an object to an object.
type heapEdge struct {
	from, to int32
	g        trace.GoID // of a root
}

// A heapRoot is a root in its row.
type heapRoot struct {
	rootKey
	rect Rect
	name string
	hue  int // of the goroutine: its kind

	leaves, scale, from, mid float32 // as those of a node
}

func (g *heapGraph) reset() {
	g.places = map[objectKey]cell{}
	g.index = map[uint64]int32{}
	g.tones = map[objectKey]tone{}
	g.owners = [gridCols * gridRows]objectKey{}
	g.rows = make([]rootKey, rootRows)
	g.nodes, g.edges, g.roots, g.ghosts = g.nodes[:0], g.edges[:0], g.roots[:0], g.ghosts[:0]
	g.end = 0
}

// mostLeads is how many pointers of roots are shown.
const mostLeads = 2000

// ask reads the objects and what leads to them.
func (g *heapGraph) ask(probe view.HeapProbe, f *Frame) {
	g.objects = probe.Objects(mostNodes)
	g.leads = probe.Roots(mostLeads)
}

// layout places the objects that are new, and everything in the pane.
func (g *heapGraph) layout(area Rect, f *Frame, pal *palette, now, duration float64, fresh bool) {
	moved := g.area != area
	g.area = area
	if !fresh && !moved {
		return
	}
	if fresh {
		g.read(f, now, duration)
		g.reach(f)
	}
	for i := range g.nodes {
		n := &g.nodes[i]
		n.x, n.y = g.spot(n.at)
	}
	g.fit()
	g.layoutRoots(f, pal)
}

// read makes nodes of the objects, and remembers what has changed.
func (g *heapGraph) read(f *Frame, now, duration float64) {
	old := len(g.nodes)
	few := true // few enough change that the eye can follow
	changed := 0
	clear(g.index)
	for i := range g.objects {
		o := &g.objects[i]
		key := objectKey{o.Addr, born(f, o.Addr)}
		t, ok := g.tones[key]
		if !ok || !t.seen || t.is != o.Colour {
			changed++
		}
		g.index[o.Addr] = int32(i)
	}
	if changed > 60 {
		few = false
	}
	if old == 0 || !few {
		duration = 0
	}
	g.ghosts = g.ghosts[:0]
	for i := range g.nodes { // who is gone?
		n := &g.nodes[i]
		if j, ok := g.index[n.addr]; ok && born(f, g.objects[j].Addr) == n.born {
			continue
		}
		t := g.tones[n.objectKey]
		t.seen = false
		g.tones[n.objectKey] = t
		if duration > 0 {
			g.ghosts = append(g.ghosts, heapGhost{n.x, n.y, n.r, n.colour, now})
			g.end = max(g.end, now+duration)
		}
	}
	g.nodes = g.nodes[:0]
	for i := range g.objects {
		o := &g.objects[i]
		n := heapNode{objectKey: objectKey{o.Addr, born(f, o.Addr)}, size: o.Size, span: o.Span, typ: o.Type, colour: o.Colour}
		t, ok := g.tones[n.objectKey]
		switch {
		case !ok || !t.seen:
			t = tone{is: o.Colour, was: o.Colour, since: now - 1, born: now - 10, seen: true}
			if duration > 0 {
				t.born = now
				g.end = max(g.end, now+duration)
			}
		case t.is != o.Colour:
			t.was, t.is, t.since = t.is, o.Colour, now
			if duration == 0 {
				t.since = now - 1
			} else {
				g.end = max(g.end, now+paint.StateTime)
			}
		}
		g.tones[n.objectKey] = t
		n.tone = t
		g.nodes = append(g.nodes, n)
	}
	g.edges = g.edges[:0]
	for i := range g.objects {
		for _, e := range g.objects[i].Edges {
			if to, ok := g.index[e.To]; ok {
				g.edges = append(g.edges, heapEdge{from: int32(i), to: to})
			}
		}
	}
}

// reach finds out what roots lead to, breadth first, and gives places to what has none: in the
// column after what leads to it, in a row near it, so that what a root leads to spreads over the rows.
func (g *heapGraph) reach(f *Frame) {
	first := len(g.edges)
	slices.SortStableFunc(g.edges, func(a, b heapEdge) int { return cmp.Compare(a.from, b.from) })
	g.order, g.roots = g.order[:0], g.roots[:0]
	for _, l := range g.leads {
		if _, ok := g.index[l.To]; ok {
			g.root(f, l)
		}
	}
	slices.SortStableFunc(g.roots, func(a, b heapRoot) int { return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.g, b.g)) })
	g.callers()
	for i, l := range g.leads {
		if to, ok := g.index[l.To]; ok {
			r := g.root(f, l)
			g.edges = append(g.edges, heapEdge{from: int32(-1 - r), to: to, g: l.G})
			if g.outer[i] < 0 {
				g.lead(to, int32(-1-r), true)
			}
		}
	}
	for i := len(g.leads) - 1; i >= 0; i-- { // outer frames first
		if g.outer[i] >= 0 {
			g.lead(g.index[g.leads[i].To], g.outer[i], true)
		}
	}
	for at := 0; ; {
		for ; at < len(g.order); at++ {
			from := g.order[at]
			i, _ := slices.BinarySearchFunc(g.edges[:first], from, func(e heapEdge, from int32) int { return cmp.Compare(e.from, from) })
			for ; i < first && g.edges[i].from == from; i++ {
				g.lead(g.edges[i].to, from, g.nodes[from].reached)
			}
		}
		next := g.unreached(first) // and what it leads to
		if next < 0 {
			break
		}
		g.lead(next, noParent, false)
	}
	g.spread()
	for _, i := range g.order {
		n := &g.nodes[i]
		switch {
		case n.parent == noParent:
			n.at = g.placeOf(n.objectKey, gridCols-6, gridRows-2)
		case n.parent < 0:
			r := &g.roots[-1-n.parent]
			n.at = g.placeOf(n.objectKey, 0, 2*g.rowOf(r.rootKey, r.mid)+int(math.Round(float64(n.mid-r.mid))))
		default:
			from := &g.nodes[n.parent]
			n.at = g.placeOf(n.objectKey, int(from.at.col)+2, int(from.at.row)+int(math.Round(float64(n.mid-from.mid))))
		}
	}
}

// callers finds for each root's pointer the object that the function's next outer call holds, or -1. Where a
// function calls itself to build a tree, that is the object which will lead to the newer one: it has
// its place there before the pointer is written.
func (g *heapGraph) callers() {
	g.outer = slices.Grow(g.outer[:0], len(g.leads))[:len(g.leads)]
	for i := range g.leads {
		l := &g.leads[i]
		g.outer[i] = -1
		to, ok := g.index[l.To]
		if !ok || l.Root != view.StackRoot {
			continue
		}
		for j := i + 1; j < len(g.leads) && g.leads[j].Root == view.StackRoot && g.leads[j].G == l.G && g.leads[j].Call <= l.Call+1; j++ {
			if next := &g.leads[j]; next.Call == l.Call+1 && next.Func == l.Func {
				if from, ok := g.index[next.To]; ok && from != to && g.nodes[from].typ == g.nodes[to].typ {
					g.outer[i] = from
					break
				}
			}
		}
	}
}

// noParent stands for what leads to an object that no other one leads to.
const noParent = math.MinInt32

// lead notes that from has led to node i, the first time.
func (g *heapGraph) lead(i, from int32, reached bool) {
	n := &g.nodes[i]
	if n.seen {
		return
	}
	n.seen, n.reached, n.parent, n.leaves = true, reached, from, 0
	g.order = append(g.order, i)
}

// spread gives each node, and each root, its share of the rows: as much as it has leaves.
func (g *heapGraph) spread() {
	for i := range g.roots {
		g.roots[i].leaves = 0
	}
	total := float32(0)
	for k := len(g.order) - 1; k >= 0; k-- {
		n := &g.nodes[g.order[k]]
		n.leaves = max(1, n.leaves)
		switch {
		case n.parent >= 0:
			g.nodes[n.parent].leaves += n.leaves
		case n.parent != noParent:
			g.roots[-1-n.parent].leaves += n.leaves
			total += n.leaves
		}
	}
	// A root with little to lead to has room for its name all the same.
	rest := 0.35 * max(1, total) / float32(max(1, len(g.roots)))
	scale := gridRows / (max(1, total) + rest*float32(len(g.roots)))
	from := float32(0)
	for i := range g.roots {
		r := &g.roots[i]
		share := (r.leaves + rest) * scale
		r.scale = share / max(1, r.leaves)
		r.from, r.mid = from, from+share/2
		from += share
	}
	g.settle()
	for _, i := range g.order {
		n := &g.nodes[i]
		start := &from
		n.scale = scale
		switch {
		case n.parent >= 0:
			start, n.scale = &g.nodes[n.parent].from, g.nodes[n.parent].scale
		case n.parent != noParent:
			start, n.scale = &g.roots[-1-n.parent].from, g.roots[-1-n.parent].scale
		}
		share := n.leaves * n.scale
		n.from, n.mid = *start, *start+share/2
		*start += share
	}
}

// settle gives rows to the first roots, in their order; later ones find theirs with rowOf.
func (g *heapGraph) settle() {
	n := len(g.roots)
	if n > rootRows || slices.ContainsFunc(g.rows, func(k rootKey) bool { return k != rootKey{} }) {
		return
	}
	row := 0
	for i := range g.roots {
		row = min(max(row, int(g.roots[i].mid/2)), rootRows-n+i)
		g.rows[row] = g.roots[i].rootKey
		row++
	}
}

// unreached returns a node that nothing has led to so far, best one that no other such node leads
// to; -1 if there is none.
func (g *heapGraph) unreached(edges int) int32 {
	best := int32(-1)
	for i := range g.nodes {
		if g.nodes[i].seen {
			continue
		}
		if best < 0 {
			best = int32(i)
		}
		led := false
		for _, e := range g.edges[:edges] {
			if e.to == int32(i) && e.from != e.to && !g.nodes[e.from].seen {
				led = true
				break
			}
		}
		if !led {
			return int32(i)
		}
	}
	return best
}

// root returns the index of the root that an edge begins at.
func (g *heapGraph) root(f *Frame, l view.HeapEdge) int {
	key := rootKey{l.Root, l.G}
	if row, ok := f.State.G(l.G); l.Root == view.StackRoot && ok && row.System {
		key = rootKey{kind: view.OtherRoot}
	}
	if key.kind != view.StackRoot {
		key.g = trace.NoGo
	}
	for i := range g.roots {
		if g.roots[i].rootKey == key {
			return i
		}
	}
	g.roots = append(g.roots, heapRoot{rootKey: key})
	return len(g.roots) - 1
}

// rowOf returns the row of a root, which it keeps for as long as there are rows. A new one gets the free
// one that is nearest to the middle of its share; those that find none share the last one.
func (g *heapGraph) rowOf(key rootKey, mid float32) int {
	if i := slices.Index(g.rows, key); i >= 0 {
		return i
	}
	best, least := rootRows-1, float32(1e9)
	for row, held := range g.rows {
		far := float32(2*row) - mid
		if far = max(far, -far); held != (rootKey{}) {
			far += gridRows
		}
		if far < least && (held == rootKey{} || !g.leadsNow(held)) {
			best, least = row, far
		}
	}
	if least < 1e9 {
		g.rows[best] = key
	}
	return best
}

// leadsNow reports whether a root leads to something now.
func (g *heapGraph) leadsNow(key rootKey) bool {
	return slices.ContainsFunc(g.roots, func(r heapRoot) bool { return r.rootKey == key })
}

// placeOf returns the place of an object. A new one gets the free place that is nearest to the one it wants.
func (g *heapGraph) placeOf(key objectKey, col, row int) cell {
	if c, ok := g.places[key]; ok {
		if i := c.index(); g.owners[i] == key || !g.alive(g.owners[i]) {
			g.owners[i] = key
			return c
		}
	}
	col = min(col, gridCols-2)
	best, least := cell{int16(gridCols - 1), int16(gridRows - 1)}, 1<<30
	for c := range gridCols {
		for r := range gridRows {
			at := cell{int16(c), int16(r)}
			owner := g.owners[at.index()]
			if owner != (objectKey{}) && (owner == key || g.alive(owner)) {
				continue
			}
			cost := 5*max(c-col, col-c) + 2*max(r-row, row-r)
			if c < col {
				cost += 7
			}
			if r < row {
				cost++ // a later one stands below
			}
			cost += 60 * (c&1 + r&1) // between the others only when there is no room beside them
			if owner != (objectKey{}) {
				cost += 9 // its owner may come back when the reader steps back
			}
			if cost < least {
				best, least = at, cost
			}
		}
	}
	g.owners[best.index()] = key
	g.places[key] = best
	return best
}

func (c cell) index() int { return int(c.col)*gridRows + int(c.row) }

// alive reports whether an object is in the heap at the instant shown.
func (g *heapGraph) alive(key objectKey) bool {
	i, ok := g.index[key.addr]
	return ok && int(i) < len(g.nodes) && g.nodes[i].objectKey == key
}

// spot returns the middle of a place.
func (g *heapGraph) spot(c cell) (x, y float32) {
	in := g.area
	in.CutLeft(rootColW)
	in = in.InsetXY(8, 6)
	// A little beside the middle, so that pointers along a row or a column do not lie upon each other.
	h := uint32(c.index()+1) * 2654435761
	dx, dy := float32(h>>8&255)/255-0.5, float32(h>>16&255)/255-0.5
	if c.row%4 == 0 && c.col == 0 {
		dy *= 0.3
	}
	return in.X + in.W*(float32(c.col)+0.5+0.42*dx)/gridCols, in.Y + in.H*(float32(c.row)+0.75+0.5*dy)/gridRows
}

// fit makes the nodes as large as their neighbours let them be: a large object is a little larger.
func (g *heapGraph) fit() {
	pw := (g.area.W - rootColW - 8) / gridCols
	ph := (g.area.H - 12) / gridRows
	wide := max(4.2, min(11, 0.6*pw, 0.8*ph)) // with nobody near
	for i := range g.nodes {
		n := &g.nodes[i]
		near := float32(1e9)
		for j := range g.nodes {
			o := &g.nodes[j]
			if dx, dy := n.x-o.x, n.y-o.y; i != j {
				near = min(near, dx*dx+dy*dy)
			}
		}
		r := min(wide, 0.44*float32(math.Sqrt(float64(near))))
		switch {
		case n.size > 1024:
		case n.size > 128:
			r *= 0.92
		default:
			r *= 0.84
		}
		n.r = max(r, 2.6)
	}
}

// layoutRoots places the roots in their rows.
func (g *heapGraph) layoutRoots(f *Frame, pal *palette) {
	h := min(22, max(14, g.area.H/gridRows*2-3))
	for i := range g.roots {
		r := &g.roots[i]
		row := g.rowOf(r.rootKey, r.mid)
		y := g.area.Y + 6 + (g.area.H-12)*(2*float32(row)+0.75)/gridRows
		r.rect = Rect{X: g.area.X, Y: y - h/2, W: rootColW - 16, H: h}
		r.hue = 0
		switch r.kind {
		case view.GlobalRoot:
			r.name = "globals"
		case view.StackRoot:
			r.name = "G" + itoa(int(r.g))
			r.hue = pal.goroutine(f.State, r.g)
		default:
			r.name, r.hue = "runtime", paint.RuntimeKind
		}
	}
}

// hit returns the node at (x, y), or -1.
func (g *heapGraph) hit(x, y float32) int {
	best, least := -1, float32(1e9)
	for i := range g.nodes {
		n := &g.nodes[i]
		d := (n.x-x)*(n.x-x) + (n.y-y)*(n.y-y)
		if reach := n.r + 3; d < reach*reach && d < least {
			best, least = i, d
		}
	}
	return best
}
