package program

import (
	"golang.org/x/tools/go/ssa"
)

// A location is a place that may hold pointers while the program runs: a variable, an object
// that an expression makes, a parameter or result, or a value on its way.
//
// Models location, cmd/compile/internal/escape/graph.go.
type location struct {
	site   ssa.Value     // the variable or the instruction that makes the object; nil of a value on its way
	name   string        // of a variable
	fn     *ssa.Function // the function that it belongs to, literals apart
	edges  []flowEdge    // what flows here
	depth  int           // of the loops around the place where it is made
	result int           // 1 + index of a result of fn, 0 of all others
	param  *ssa.Parameter

	marks
	addrTaken bool
	inWrapper bool // to gc, part of a frame of the literal that it wraps a call into; here it escapes
	leaks     leaks
	why       string // if it escapes: the reason, for people

	// Of the walk under way.
	walk    int32 // its number
	derefs  int   // fewest dereferences from here to the root; -1: the root holds this one's address
	next    *location
	nextBy  int // index of the edge in next.edges
	queued  int32
	waiting bool // in the queue of walkAll
}

// marks are what walks find out about a location.
type marks struct {
	escapes  bool // its address outlives what holds it: it lives in the heap
	persists bool // it is needed beyond the statement that makes it
	mutates  bool // what pointers held here point to may be written
	calls    bool // functions held here may be called with results that nobody follows
}

var allMarks = marks{true, true, true, true}

// A flowEdge says that what its source holds, after so many dereferences, flows to the location
// that has the edge. -1 means the source's address.
type flowEdge struct {
	src    *location
	derefs int
	note   string // for people, see whyOf
}

// A hole is where the value of an expression goes: dst = expression, with derefs operations * on
// it, or one & (-1).
type hole struct {
	dst       *location
	derefs    int
	addrTaken bool
	note      string
}

func (k hole) deref() hole { k.derefs++; k.addrTaken = false; return k }
func (k hole) addr() hole  { k.derefs--; k.addrTaken = true; return k }

func (k hole) shift(n int) hole { k.derefs += n; k.addrTaken = false; return k }

func (k hole) noted(note string) hole {
	if k.note == "" {
		k.note = note
	}
	return k
}

// A batch is a set of functions that call each other, with the literals inside of them, which
// are looked at together.
type batch struct {
	e        *escape
	fns      map[*ssa.Function]bool // the outermost ones
	list     []*location
	heap     location
	mutator  location
	callee   location
	blank    location
	locs     map[ssa.Value]*location
	values   map[valuePart]*location // results of calls, and phis
	results  map[*ssa.Function][]*location
	lost     map[*ssa.Function]bool // literals whose results flow to callers nobody knows
	closures []closureFlow
	todo     []*location
}

type valuePart struct {
	v    ssa.Value
	part int
}

// A closureFlow is a function literal and where what it captures goes.
type closureFlow struct {
	k  hole
	mk *ssa.MakeClosure
}

func newBatch(e *escape) *batch {
	b := &batch{
		e: e, fns: map[*ssa.Function]bool{}, locs: map[ssa.Value]*location{}, values: map[valuePart]*location{},
		results: map[*ssa.Function][]*location{}, lost: map[*ssa.Function]bool{},
	}
	b.heap.marks = allMarks
	b.mutator.mutates = true
	b.callee.calls = true
	return b
}

func (b *batch) newLocation(l location) *location {
	p := &l
	b.list = append(b.list, p)
	return p
}

func (b *batch) heapHole(note string) hole { return hole{dst: &b.heap, note: note} }
func (b *batch) discard() hole             { return hole{dst: &b.blank} }

// flow records dst = src with the hole's dereferences.
func (b *batch) flow(k hole, src *location) {
	if k.addrTaken {
		src.addrTaken = true
	}
	switch {
	case k.dst == &b.blank:
	case k.dst == src && k.derefs >= 0:
	default:
		k.dst.edges = append(k.dst.edges, flowEdge{src, k.derefs, k.note})
	}
}

// tee returns a hole whose value goes to each of several.
func (b *batch) tee(fn *ssa.Function, depth int, ks ...hole) hole {
	switch len(ks) {
	case 0:
		return b.discard()
	case 1:
		return ks[0]
	}
	l := b.newLocation(location{fn: fn, depth: depth})
	for _, k := range ks {
		b.flow(k, l)
	}
	return hole{dst: l}
}

// solve finds for all locations whether their addresses outlive them.
//
// Models walkAll, cmd/compile/internal/escape/solve.go: a walk from every location backwards
// along the edges, and again from those that a walk has found to escape or to persist.
func (b *batch) solve() {
	push := func(l *location) {
		if !l.waiting {
			l.waiting = true
			b.todo = append(b.todo, l)
		}
	}
	for _, l := range b.list {
		if len(l.edges) > 0 {
			push(l)
		}
	}
	push(&b.mutator)
	push(&b.callee)
	push(&b.heap)
	for walk := int32(1); len(b.todo) > 0; walk++ {
		root := b.todo[len(b.todo)-1]
		b.todo = b.todo[:len(b.todo)-1]
		root.waiting = false
		b.walkOne(root, walk, push)
	}
}

// walkOne finds the fewest dereferences from every location to root, which holds what flows to
// it, and what follows from that.
//
// Models walkOne, solve.go: Bellman and Ford's algorithm, with counts bounded below by 0.
func (b *batch) walkOne(root *location, walk int32, again func(*location)) {
	root.walk, root.derefs, root.next = walk, 0, nil
	if root.calls {
		if fn := literalOf(root.site); fn != nil && b.inBatch(fn) && !b.lost[fn] {
			b.lost[fn] = true
			for _, r := range b.results[fn] {
				again(r)
			}
		}
	}
	queue := []*location{root}
	for head := 0; head < len(queue); head++ {
		l := queue[head]
		l.queued = 0
		was := l.marks
		derefs := max(l.derefs, 0) // of x in root = &l; l = x the value flows to root, not the address
		if l.derefs < 0 {
			switch {
			case b.outlives(root, l):
				if !l.escapes {
					l.why = b.whyOf(root, l)
				}
				l.marks = allMarks
			case root.persists:
				l.persists = true
			}
		}
		if derefs == 0 {
			l.mutates = l.mutates || root.mutates
			l.calls = l.calls || root.calls
		}
		if l.param != nil {
			if b.outlives(root, l) {
				b.leak(l, root, derefs)
			}
			if root.mutates {
				l.leaks.add(leakMutator, derefs)
			}
			if root.calls {
				l.leaks.add(leakCallee, derefs)
			}
		}
		if l.marks != was {
			again(l)
			if l.escapes {
				continue // it is a root of its own
			}
		}
		for i, e := range l.edges {
			if e.src.escapes {
				continue
			}
			d := derefs + e.derefs
			if e.src.walk != walk || e.src.derefs > d {
				e.src.walk, e.src.derefs, e.src.next, e.src.nextBy = walk, d, l, i
				if e.src.queued != walk {
					e.src.queued = walk
					queue = append(queue, e.src)
				}
			}
		}
	}
}

// leak notes that parameter l flows to root, which outlives the call.
func (b *batch) leak(l, root *location, derefs int) {
	if !root.escapes && root.result > 0 && root.fn == l.fn && root.result <= maxResults {
		l.leaks.add(leakResult+root.result-1, derefs)
		return
	}
	l.leaks.add(leakHeap, derefs)
}

// outlives reports whether what l holds may be in use when other, if it lived in the frame, is
// gone: l is in the heap, or a result, or declared outside of a loop or a literal around other.
//
// Models outlives, solve.go.
func (b *batch) outlives(l, other *location) bool {
	switch {
	case l.escapes:
		return true
	case l == &b.mutator || l == &b.callee:
		return false
	case l.result > 0:
		// A literal's result, if all its calls are known, may hold what the function around it has.
		return !(contains(other.fn, l.fn) && !b.lost[l.fn])
	case l.fn == other.fn && l.depth < other.depth:
		return true
	}
	return contains(l.fn, other.fn)
}

// contains reports whether inner is a literal in outer.
func contains(outer, inner *ssa.Function) bool {
	if outer == nil || inner == nil || outer == inner {
		return false
	}
	for f := inner.Parent(); f != nil; f = f.Parent() {
		if f == outer {
			return true
		}
	}
	return false
}

// literalOf returns the function literal that a site makes a closure of, or nil.
func literalOf(v ssa.Value) *ssa.Function {
	switch v := v.(type) {
	case *ssa.Function:
		return v
	case *ssa.MakeClosure:
		if fn := v.Fn.(*ssa.Function); fn.Parent() != nil {
			return fn
		}
	}
	return nil
}

// What a parameter's leaks count: the fewest dereferences on its way to the heap, to a store
// through it, to a call of it, and to each result. 0 is none, else 1 more than the number.
//
// Models leaks, cmd/compile/internal/escape/leaks.go.
type leaks [leakResult + maxResults]uint8

const (
	leakHeap = iota
	leakMutator
	leakCallee
	leakResult
	maxResults = 5 // results beyond count as the heap
)

func (l *leaks) add(i, derefs int) {
	if n := uint8(min(derefs, 254) + 1); l[i] == 0 || n < l[i] {
		l[i] = n
	}
}

// optimize drops what a flow to the heap says already.
func (l *leaks) optimize() {
	if h := l[leakHeap]; h > 0 {
		for i := 1; i < len(l); i++ {
			if l[i] >= h {
				l[i] = 0
			}
		}
	}
}

// leaksAll are those of a function of which nothing is known.
var leaksAll = leaks{leakHeap: 1}
