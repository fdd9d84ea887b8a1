//go:build gopherscope

package sync

import (
	"internal/rt"
	"runtime"
)

// A Pool keeps values that are free to be used again. Each P has its own: Get takes first
// the private one, then the newest of its own, then the oldest of another P's. What nobody
// used survives one collection and dies at the second.
//
// Models sync/pool.go, with a slice for the chain of rings, and a word to own where Go keeps
// the goroutine on its P meanwhile.
type Pool struct {
	_      noCopy
	owned  bool        // 1 while somebody is at it
	local  []poolLocal // by P
	victim []poolLocal // what was in local before the last collection

	// New makes a value when the pool has none; nil means that Get returns nil.
	New func() any
}

type poolLocal struct {
	private any
	shared  []any // newest last
}

// Put gives x to the pool.
func (p *Pool) Put(x any) {
	if x == nil {
		return
	}
	p.lock()
	l := p.pin()
	if l.private == nil {
		l.private = x
	} else {
		l.shared = append(l.shared, x)
	}
	p.owned = false
}

// lock makes p the caller's for a moment.
func (p *Pool) lock() {
	if !rt.Own(&p.owned) {
		p.lockSlow()
	}
}

func (p *Pool) lockSlow() {
	for !rt.Own(&p.owned) {
		runtime.Gosched()
	}
}

// Get takes a value out of the pool, or makes a new one.
func (p *Pool) Get() any {
	p.lock()
	p.pin()
	pid := rt.ProcID()
	x := take(p.local, pid)
	if x == nil {
		x = take(p.victim, pid)
	}
	p.owned = false
	if x == nil && p.New != nil {
		return p.New()
	}
	return x
}

// The pools that hold something, and those that have victims. The machine does at each
// collection what poolCleanup does: the contents of pools become their victims.
var (
	allPoolsMu Mutex
	pools      struct{ all, old []*Pool }
)

// pin returns what belongs to the P that runs the caller.
func (p *Pool) pin() *poolLocal {
	pid := rt.ProcID()
	if len(p.local) <= pid {
		p.grow(pid)
	}
	return &p.local[pid]
}

// grow makes p.local long enough for P pid.
func (p *Pool) grow(pid int) {
	if p.local == nil {
		allPoolsMu.Lock()
		pools.all = append(pools.all, p)
		allPoolsMu.Unlock()
	}
	for len(p.local) <= pid {
		p.local = append(p.local, poolLocal{})
	}
}

// take takes a value of P pid's, or of the Ps' after it.
func take(all []poolLocal, pid int) (x any) {
	if pid < len(all) {
		l := &all[pid]
		if l.private != nil {
			x, l.private = l.private, nil
			return x
		}
		if n := len(l.shared) - 1; n >= 0 {
			x, l.shared[n] = l.shared[n], nil
			l.shared = l.shared[:n]
			return x
		}
	}
	for i := range all {
		l := &all[(pid+1+i)%len(all)]
		if len(l.shared) > 0 {
			x, l.shared[0] = l.shared[0], nil
			l.shared = l.shared[1:]
			return x
		}
	}
	return nil
}
