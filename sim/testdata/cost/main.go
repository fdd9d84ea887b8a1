// What the operations of the cost table take. It runs on the machine, in virtual time, and
// natively: main.go ROW ROUNDS prints the nanoseconds of so many rounds of a row, less those
// of as many rounds that do nothing.
package main

import (
	"context"
	"iter"
	"os"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// A row does its operation n times and returns how long that took. Most are an op.
type row func(n int) time.Duration

// op returns a row that does f.
func op(f func()) row {
	return func(n int) time.Duration { return rounds(n, f) - rounds(n, func() {}) }
}

func rounds(n int, f func()) time.Duration {
	begin := time.Now()
	for range n {
		f()
	}
	return time.Since(begin)
}

// with returns a row whose operation needs something made first.
func with[T any](made func() T, f func(T)) row {
	return func(n int) time.Duration {
		x, nothing := made(), func(T) {}
		return rounds(n, func() { f(x) }) - rounds(n, func() { nothing(x) })
	}
}

func main() {
	n, err := strconv.Atoi(os.Args[2])
	if err != nil {
		panic(err)
	}
	if len(os.Args) > 3 {
		runtime.GOMAXPROCS(int(os.Args[3][0] - '0'))
	}
	println(int64(rows[os.Args[1]](n)))
}

var sink int

//go:noinline
func empty() {}

//go:noinline
func deferred() { defer func() { sink++ }() }

//go:noinline
func undeferred() { func() { sink++ }() }

func thrown() {
	defer func() { sink += recover().(int) }()
	panic(1)
}

func intChan(n int) func() chan int { return func() chan int { return make(chan int, n) } }

// yielder starts a goroutine that yields whenever it has its turn, as long as the program runs.
func yielder() {
	go func() {
		for {
			runtime.Gosched()
		}
	}()
}

// block stands for a system call that blocks; natively it does nothing.
//
//scope:syscall 30ms
func block() {}

var rows = map[string]row{
	"call":  op(func() { empty() }),
	"defer": func(n int) time.Duration { return op(deferred)(n) - op(undeferred)(n) },
	"panic": op(thrown),
	"now":   op(func() { time.Now() }),

	"add":      with(func() *atomic.Int64 { return new(atomic.Int64) }, func(x *atomic.Int64) { x.Add(1) }),
	"add both": func(n int) time.Duration { var x atomic.Int64; return both(n, func() { x.Add(1) }) },
	"lock both": func(n int) time.Duration {
		var mu sync.Mutex
		return both(n, func() { mu.Lock(); sink++; mu.Unlock() }) / 2
	},

	"go": func(n int) time.Duration {
		spawn(1000) // to be recycled
		total := time.Duration(0)
		for range n / 100 {
			begin := time.Now()
			for range 100 {
				go empty()
			}
			total += time.Since(begin)
			time.Sleep(time.Millisecond)
		}
		return total
	},
	"go first": func(n int) time.Duration {
		begin := time.Now()
		for range n {
			go empty()
		}
		return time.Since(begin)
	},
	"lifetime": func(n int) time.Duration {
		spawn(100)
		begin := time.Now()
		for range n / 100 {
			spawn(100)
		}
		return time.Since(begin)
	},
	"lifetime one": op(func() { spawn(1) }),

	"gosched": op(runtime.Gosched),
	"gosched two": func(n int) time.Duration {
		yielder()
		return op(runtime.Gosched)(n) / 2
	},
	"coroutine": func(n int) time.Duration {
		next, stop := iter.Pull(func(yield func(int) bool) {
			for yield(1) {
			}
		})
		defer stop()
		return op(func() { next() })(n) / 2
	},

	"make chan": op(func() { keep = make(chan int) }),
	"buffered":  with(intChan(1), func(c chan int) { c <- 1; <-c }),
	"stream": func(n int) time.Duration {
		c := make(chan int, 128)
		go func() {
			for i := range n {
				c <- i
			}
			close(c)
		}()
		begin := time.Now()
		for range c {
		}
		return time.Since(begin)
	},
	"item": func(n int) time.Duration {
		c := make(chan int)
		go func() {
			for i := range n {
				c <- i
			}
			close(c)
		}()
		begin := time.Now()
		for range c {
		}
		return time.Since(begin)
	},
	"pingpong": func(n int) time.Duration {
		ping, pong := make(chan int), make(chan int)
		go func() {
			for x := range ping {
				pong <- x
			}
		}()
		return op(func() { ping <- 1; <-pong })(n)
	},
	"poll": with(intChan(1), func(c chan int) {
		select {
		case <-c:
		default:
		}
	}),
	"select two": func(n int) time.Duration {
		c, d := make(chan int, 1), make(chan int)
		plain := op(func() { c <- 1; <-c })(n)
		return op(func() {
			c <- 1
			select {
			case <-c:
			case <-d:
			}
		})(n) - plain
	},
	"select four": func(n int) time.Duration {
		c, d, e, f := make(chan int, 1), make(chan int), make(chan int), make(chan int)
		plain := op(func() { c <- 1; <-c })(n)
		return op(func() {
			c <- 1
			select {
			case <-c:
			case <-d:
			case <-e:
			case <-f:
			}
		})(n) - plain
	},
	"select item": func(n int) time.Duration {
		c, d := make(chan int), make(chan int)
		go func() {
			for i := range n {
				c <- i
			}
		}()
		return op(func() {
			select {
			case <-c:
			case <-d:
			}
		})(n)
	},
	"close": func(n int) time.Duration {
		var wg sync.WaitGroup
		c := make(chan int)
		wg.Add(n)
		for range n {
			go func() { <-c; wg.Done() }()
		}
		runtime.Gosched()
		begin := time.Now()
		close(c)
		wg.Wait()
		return time.Since(begin)
	},

	"mutex":   with(func() *sync.Mutex { return new(sync.Mutex) }, func(mu *sync.Mutex) { mu.Lock(); mu.Unlock() }),
	"rwmutex": with(func() *sync.RWMutex { return new(sync.RWMutex) }, func(mu *sync.RWMutex) { mu.Lock(); mu.Unlock() }),
	"rlock":   with(func() *sync.RWMutex { return new(sync.RWMutex) }, func(mu *sync.RWMutex) { mu.RLock(); mu.RUnlock() }),
	"mutex parks": func(n int) time.Duration {
		var mu sync.Mutex
		go func() {
			for {
				mu.Lock()
				runtime.Gosched()
				mu.Unlock()
			}
		}()
		return op(func() { mu.Lock(); runtime.Gosched(); mu.Unlock() })(n)
	},
	"waitgroup": with(func() *sync.WaitGroup { return new(sync.WaitGroup) }, func(wg *sync.WaitGroup) { wg.Add(1); wg.Done() }),
	"once":      with(func() *sync.Once { return new(sync.Once) }, func(o *sync.Once) { o.Do(empty) }),
	"pool": with(func() *sync.Pool { return new(sync.Pool) }, func(p *sync.Pool) {
		x := p.Get()
		if x == nil {
			x = new(int)
		}
		p.Put(x)
	}),
	"sync.Map": with(func() *sync.Map { m := new(sync.Map); m.Store(1, 1); return m }, func(m *sync.Map) { m.Load(1) }),
	"cond": func(n int) time.Duration {
		var mu sync.Mutex
		c := sync.NewCond(&mu)
		mine := true
		go func() {
			mu.Lock()
			for {
				for mine {
					c.Wait()
				}
				mine = true
				c.Signal()
			}
		}()
		mu.Lock()
		return op(func() {
			mine = false
			c.Signal()
			for !mine {
				c.Wait()
			}
		})(n)
	},
	"cancel":  op(func() { _, cancel := context.WithCancel(context.Background()); cancel() }),
	"timeout": op(func() { _, cancel := context.WithTimeout(context.Background(), time.Hour); cancel() }),

	"syscall": op(func() { syscall.Getpid() }),
	"write":   with(func() []byte { return []byte("a\n") }, func(b []byte) { os.Stdout.Write(b) }),

	"newtimer":  op(func() { time.NewTimer(time.Hour).Stop() }),
	"afterfunc": op(func() { time.AfterFunc(time.Hour, empty).Stop() }),
	"reset":     with(func() *time.Timer { return time.AfterFunc(time.Hour, empty) }, func(t *time.Timer) { t.Reset(time.Hour) }),
	"afterfunc runs": with(intChan(0), func(c chan int) {
		time.AfterFunc(0, func() { c <- 1 })
		<-c
	}),
	"sleep": op(func() { time.Sleep(1) }),
	"first timer": func(n int) time.Duration {
		begin := time.Now()
		time.AfterFunc(time.Hour, empty)
		return time.Since(begin)
	},

	"gomaxprocs": func(n int) time.Duration {
		procs := runtime.GOMAXPROCS(0)
		time.Sleep(time.Millisecond) // for the runtime's own goroutines to have run
		begin := time.Now()
		for i := range n {
			runtime.GOMAXPROCS(procs + 1 - i%2)
		}
		return time.Since(begin)
	},
	"locked": func(n int) time.Duration {
		ping, pong := make(chan int), make(chan int)
		go func() {
			runtime.LockOSThread()
			for x := range ping {
				pong <- x
			}
		}()
		return op(func() { ping <- 1; <-pong })(n)
	},
	"locked ends": op(func() {
		c := make(chan int)
		go func() { runtime.LockOSThread(); c <- 1 }()
		<-c
	}),
	"slice":   func(n int) time.Duration { on, _ := slices(n); return on },
	"switch":  func(n int) time.Duration { _, gap := slices(n); return gap },
	"handoff": func(n int) time.Duration { return handoff(n, 0) },
	// … when sysmon has found nothing to do for long, and looks every 10 ms.
	"handoff asleep": func(n int) time.Duration { return handoff(n, 61*time.Millisecond) },

	// From a go statement to the new goroutine's first instruction on another P, whose
	// thread is parked: with another one behind it in the ring, or alone in runnext.
	"steal ring":  func(n int) time.Duration { return steal(n, 200*time.Microsecond, true) },
	"steal next":  func(n int) time.Duration { return steal(n, 200*time.Microsecond, false) },
	"steal awake": func(n int) time.Duration { return steal(n, 0, false) },
}

var keep chan int

// spawn runs n goroutines to their end.
func spawn(n int) {
	var wg sync.WaitGroup
	wg.Add(n)
	for range n {
		go wg.Done()
	}
	wg.Wait()
}

// both does f n times in each of two goroutines that run in parallel.
func both(n int, f func()) time.Duration {
	var ready, done sync.WaitGroup
	var on atomic.Bool
	ready.Add(2)
	done.Add(2)
	var took [2]time.Duration
	for i := range 2 {
		go func() {
			ready.Done()
			for !on.Load() {
			}
			took[i] = op(f)(n)
			done.Done()
		}()
	}
	ready.Wait()
	on.Store(true)
	done.Wait()
	return (took[0] + took[1]) / 2
}

// slices lets two goroutines spin on one P, and returns how long n slices and n switches
// between them took.
func slices(n int) (on, gap time.Duration) {
	var seen [2]time.Time
	spin := func(i, n int) {
		for seen[i] = time.Now(); n > 0; {
			now := time.Now()
			if off := now.Sub(seen[i]); off > time.Millisecond {
				if n--; i == 0 {
					on += off
					gap += now.Sub(seen[1])
				}
			}
			seen[i] = now
		}
	}
	go spin(1, 1<<30)
	spin(0, 5) // until sysmon looks as rarely as it does
	on, gap = 0, 0
	spin(0, n)
	return on, gap
}

// handoff returns how long n goroutines waited for the P of one that blocks, having run alone for
// busy.
func handoff(n int, busy time.Duration) time.Duration {
	total := time.Duration(0)
	for range n {
		for begin := time.Now(); time.Since(begin) < busy; {
		}
		var at time.Time
		c := make(chan bool, 1)
		begin := time.Now()
		go func() { at = time.Now(); c <- true }()
		block()
		<-c
		total += at.Sub(begin)
	}
	return total
}

// steal returns how long n goroutines waited to be stolen by a thread that has had so long to park.
func steal(n int, rest time.Duration, ring bool) time.Duration {
	total := time.Duration(0)
	for range n {
		time.Sleep(rest)
		var at atomic.Int64
		begin := time.Now()
		go func() { at.Store(int64(time.Since(begin))) }()
		if ring {
			go empty()
		}
		for at.Load() == 0 {
		}
		total += time.Duration(at.Load())
	}
	return total
}
