package sim

import (
	"strings"

	"gopherscope/sim/code"
	"gopherscope/sim/sched"
	"gopherscope/sim/std"
	"gopherscope/sim/trace"
	"gopherscope/sim/vm"
)

// Costs of what the machine itself does for a goroutine, virtual ns.
const (
	chanCost  trace.Time = 26  // make(chan int)
	writeCost trace.Time = 255 // a system call that reads or writes
	trapCost  trace.Time = 140 // a raw system call that returns at once
	clockCost trace.Time = 24  // the monotonic clock; with the date, time.Now takes 44
)

// A server does what a request of a library function asks for: it returns the function's
// results to the vm, or leaves the goroutine parked.
type server func(mc *Machine, p int32, r *vm.Request)

// servers is what the machine itself does of the library's functions without a body.
var servers = map[string]server{
	"runtime.Gosched":        func(mc *Machine, p int32, _ *vm.Request) { mc.finish(p, mc.sched.Gosched(p)) },
	"runtime.LockOSThread":   func(mc *Machine, p int32, _ *vm.Request) { mc.finish(p, mc.sched.LockOSThread(p)) },
	"runtime.UnlockOSThread": func(mc *Machine, p int32, _ *vm.Request) { mc.finish(p, mc.sched.UnlockOSThread(p)) },
	"runtime.NumGoroutine":   func(mc *Machine, p int32, _ *vm.Request) { mc.answer(p, 0, uint64(mc.sched.NumGoroutine())) },
	"runtime.NumCPU":         func(mc *Machine, p int32, _ *vm.Request) { mc.answer(p, 0, uint64(mc.conf.Procs)) },
	"runtime.GOMAXPROCS":     (*Machine).gomaxprocs,
	"runtime.GC":             (*Machine).forceGC,
	"runtime.write":          (*Machine).write,
	"runtime.fatalthrow":     (*Machine).throw,
	"runtime.crash":          (*Machine).crash,
	"runtime.caller":         (*Machine).caller,
	"runtime.locate":         (*Machine).locate,
	"runtime.stack":          (*Machine).stack,
	"runtime.memstats":       (*Machine).memstats,

	"runtime/debug.setGCPercent":   (*Machine).setGCPercent,
	"runtime/debug.setMemoryLimit": (*Machine).setMemoryLimit,
	"runtime/debug.freeOSMemory":   (*Machine).freeOSMemory,
	"runtime/debug.waitOnMark":     (*Machine).waitForMark,
	"runtime/metrics.read":         (*Machine).metrics,

	"internal/sync.runtime_SemacquireMutex": acquire(trace.MutexLock, "internal/sync.Mutex"),
	"internal/sync.runtime_Semrelease":      release("internal/sync.Mutex"),
	"internal/sync.runtime_canSpin": func(mc *Machine, p int32, r *vm.Request) {
		mc.answer(p, 0, word(mc.sched.CanSpin(p, int64(r.Args[0]))))
	},
	"internal/sync.runtime_doSpin":   func(mc *Machine, p int32, _ *vm.Request) { mc.finish(p, mc.sched.DoSpin()) },
	"internal/sync.runtime_nanotime": (*Machine).nanotime,

	"sync.runtime_SemacquireWaitGroup": acquire(trace.WaitGroupWait, "sync.WaitGroup"),
	"sync.runtime_SemacquireRWMutexR":  acquire(trace.RWMutexRLock, "sync.RWMutex"),
	"sync.runtime_SemacquireRWMutex":   acquire(trace.RWMutexLock, "sync.RWMutex"),
	"sync.runtime_Semrelease":          release(""),
	"sync.runtime_notifyListAdd": func(mc *Machine, p int32, r *vm.Request) {
		mc.answer(p, 0, uint64(mc.sched.NotifyListAdd(r.Args[0])))
	},
	"sync.runtime_notifyListWait": func(mc *Machine, p int32, r *vm.Request) {
		mc.finish(p, mc.sched.NotifyListWait(p, r.Args[0], r.Args[0], uint32(r.Args[1])))
	},
	"sync.runtime_notifyListNotifyAll": func(mc *Machine, p int32, r *vm.Request) {
		mc.finish(p, mc.sched.NotifyListNotifyAll(p, r.Args[0]))
	},
	"sync.runtime_notifyListNotifyOne": func(mc *Machine, p int32, r *vm.Request) {
		mc.finish(p, mc.sched.NotifyListNotifyOne(p, r.Args[0]))
	},

	"time.Sleep":       func(mc *Machine, p int32, r *vm.Request) { mc.finish(p, mc.sched.Sleep(p, int64(r.Args[0]))) },
	"time.runtimeNano": (*Machine).nanotime,
	"time.startTimer": func(mc *Machine, p int32, r *vm.Request) {
		mc.finish(p, mc.sched.StartTimer(p, r.Args[0], trace.Time(r.Args[1]), int64(r.Args[2])))
	},
	"time.stopTimer": func(mc *Machine, p int32, r *vm.Request) { mc.finish(p, mc.sched.StopTimer(p, r.Args[0])) },

	"iter.spawn":      (*Machine).newcoro,
	"iter.coroswitch": (*Machine).coroswitch,
	"iter.coroexit":   (*Machine).coroexit,

	"reflect.makechan": func(mc *Machine, p int32, r *vm.Request) {
		r.Elem, r.Size = code.TypeID(r.Args[0]), int64(r.Args[1])
		mc.makeChan(p, r)
	},
	"reflect.runtimeSend": func(mc *Machine, p int32, r *vm.Request) {
		mc.finish(p, mc.sched.Chansend(p, r.Args[0], r.Args[1], r.Args[2] == 0))
	},
	"reflect.runtimeRecv": func(mc *Machine, p int32, r *vm.Request) {
		mc.finish(p, mc.sched.Chanrecv(p, r.Args[0], r.Args[1], r.Args[2] == 0))
	},
	"reflect.runtimeClose": func(mc *Machine, p int32, r *vm.Request) { mc.finish(p, mc.sched.Closechan(p, r.Args[0])) },
	"reflect.selectgo":     (*Machine).selectCases,

	"os.call":  (*Machine).fileCall,
	"os.write": (*Machine).write,
	"os.read":  (*Machine).read,
	"os.args": func(mc *Machine, p int32, _ *vm.Request) {
		mc.answerStrings(p, append([]string{"main"}, mc.conf.Args...))
	},
	"syscall.trap":    func(mc *Machine, p int32, _ *vm.Request) { mc.answer(p, trapCost) },
	"syscall.environ": func(mc *Machine, p int32, _ *vm.Request) { mc.answerStrings(p, environment) },
	"syscall.Exit": func(mc *Machine, p int32, r *vm.Request) {
		mc.end(Outcome{Status: int(uint8(r.Args[0])), Why: "os.Exit"})
	},

	code.NativeSpend: (*Machine).spend,

	"internal/rt.Rand":   func(mc *Machine, p int32, _ *vm.Request) { mc.answer(p, 0, mc.random()) },
	"internal/rt.ProcID": func(mc *Machine, p int32, _ *vm.Request) { mc.answer(p, 0, uint64(p)) },
}

// costOf returns what an instruction of f costs, in hundredths of a virtual ns.
func costOf(f *code.Func) int {
	if f.Std {
		return std.Cost(f.Pkg, f.Name)
	}
	return 100
}

// spendSlice is how long a goroutine at least spends on its P in one step; then it can be
// preempted.
const spendSlice = 10 * trace.Microsecond

// spend serves code.NativeSpend: the function that calls it stands for time that passes. With
// no network poller, to wait for the network is a system call that blocks.
func (mc *Machine) spend(p int32, _ *vm.Request) {
	f := mc.prog.FuncAt(mc.vm.PC(mc.slot))
	d := trace.Time(f.Spend.NS)
	switch {
	case f.Spend.How == code.SpendCPU:
		mc.born.At(int(mc.slot)).left = d
		mc.spendOn(p)
	case f.Spend.How == code.SpendSyscall:
		mc.finish(p, mc.sched.Syscall(p, bare(f.Name), d))
	case mc.conf.NoNetpoll:
		mc.finish(p, mc.sched.NetBlock(p, d))
	default:
		mc.finish(p, mc.sched.NetWait(p, d))
	}
}

// bare returns a function's name without its package: what a system call that it stands for
// is called.
func bare(name string) string { return strings.TrimPrefix(name, "main.") }

// spendOn lets the goroutine on p spend a part of what it has left to spend, as much as leads
// up to the next appointment, and lets others catch up.
func (mc *Machine) spendOn(p int32) {
	left := &mc.born.At(int(mc.slot)).left
	d := min(*left, max(spendSlice, min(mc.agenda.Next()-mc.clocks[p], longStretch)))
	*left -= d
	mc.clocks[p] += d
	if *left == 0 {
		mc.vm.Return(mc.slot)
	}
	mc.yield(p)
}

// environment is the one that every program starts with. It is nobody's own.
var environment = []string{
	"HOME=/home/gopher", "LANG=C.UTF-8", "PATH=/usr/local/go/bin:/usr/local/bin:/usr/bin:/bin",
	"PWD=/home/gopher", "SHELL=/bin/sh", "USER=gopher",
}

// findServers looks up who serves each native of the program: the machine or, where it has no
// server, the vm. requests is the set of the machine's own.
func findServers(prog *code.Program) (serve []server, requests map[string]bool) {
	serve = make([]server, len(prog.Natives))
	requests = map[string]bool{}
	for i, n := range prog.Natives {
		if s := servers[n.Name]; s != nil {
			serve[i], requests[n.Name] = s, true
		}
	}
	return serve, requests
}

func (mc *Machine) nanotime(p int32, _ *vm.Request) { mc.answer(p, clockCost, uint64(mc.now)) }

// forceGC serves runtime.GC: see forcedWait.
//
// Models GC, runtime/mgc.go.
func (mc *Machine) forceGC(p int32, _ *vm.Request) { mc.doChore(p, chore{at: forcedWait}) }

// gomaxprocs serves runtime.GOMAXPROCS(n).
func (mc *Machine) gomaxprocs(p int32, r *vm.Request) {
	n := int(min(int64(r.Args[0]), sched.MaxProcs))
	for len(mc.clocks) < n {
		mc.clocks = append(mc.clocks, mc.now)
	}
	if n > 0 {
		mc.heap.SetProcs(n)
	}
	mc.finish(p, mc.sched.SetProcs(p, n))
}

// selectCases serves reflect's select, whose cases lie in memory: three words each.
func (mc *Machine) selectCases(p int32, r *vm.Request) {
	at, n, block := r.Args[0], r.Args[1], r.Args[3] != 0
	mc.cases = mc.cases[:0]
	for ; n > 0; n-- {
		mc.cases = append(mc.cases, sched.SelectCase{
			Send: mc.mem.Load(at) != 0, Chan: mc.mem.Load(at + 8), Elem: mc.mem.Load(at + 16),
		})
		at += 24
	}
	mc.finish(p, mc.sched.Selectgo(p, mc.cases, block))
}

// acquire returns the server of a semaphore's acquire by a lock of the given type.
func acquire(why trace.Reason, lock string) server {
	return func(mc *Machine, p int32, r *vm.Request) {
		lifo := len(r.Args) == 3 && r.Args[1] != 0
		mc.finish(p, mc.sched.Semacquire(p, r.Args[0], mc.lockOf(r.Args[0], lock), lifo, why))
	}
}

// release returns the server of a semaphore's release.
func release(lock string) server {
	return func(mc *Machine, p int32, r *vm.Request) {
		mc.finish(p, mc.sched.Semrelease(p, r.Args[0], mc.lockOf(r.Args[0], lock), r.Args[1] != 0))
	}
}

// lockOf returns the address of the lock that the semaphore at sema is a field of. Packages
// lay their locks out as Go does: the semaphore follows the state in a Mutex and a WaitGroup.
func (mc *Machine) lockOf(sema uint64, lock string) uint64 {
	switch lock {
	case "internal/sync.Mutex":
		return sema - mc.sema.mutex
	case "sync.WaitGroup":
		return sema - mc.sema.waitGroup
	}
	return sema
}

// write serves runtime.write and os.write: file descriptor, address, length and, of a slice,
// capacity.
func (mc *Machine) write(p int32, r *vm.Request) {
	mc.output(p, int64(r.Args[0]), mc.vm.Text(r.Args[1], r.Args[2]))
	mc.answer(p, writeCost)
}

// output writes text to file descriptor fd on behalf of the goroutine on p.
func (mc *Machine) output(p int32, fd int64, text string) {
	if !mc.Wants(trace.Output) {
		return
	}
	e := trace.Event{Kind: trace.GoWrite, P: trace.ProcID(p), M: trace.NoThread, N: fd, Text: text}
	if p >= 0 {
		e.M, e.G = mc.threadOf(p), mc.idOn(p)
	}
	mc.Write(e)
}

// read serves os.read from standard input, which a Config gives whole.
func (mc *Machine) read(p int32, r *vm.Request) {
	n := min(uint64(len(mc.conf.Stdin))-mc.stdin, r.Args[2])
	mc.mem.WriteBytes(r.Args[1], mc.conf.Stdin[mc.stdin:mc.stdin+n])
	mc.stdin += n
	mc.answer(p, 0, n)
}

// fileCall serves os.call: the system call of the given name. What it does to files, the library does.
func (mc *Machine) fileCall(p int32, r *vm.Request) {
	name := mc.vm.Text(r.Args[0], r.Args[1])
	mc.finish(p, mc.sched.Syscall(p, name, fileCost(name)))
}

// fileCost is what a system call on a file takes, whose data are in the memory of the system.
// An open takes the calls along that find out that a file needs no network poller.
func fileCost(name string) trace.Time {
	switch name {
	case "read", "write", "pread64", "pwrite64", "lseek", "fstat":
		return writeCost
	case "openat":
		return 1500
	case "mkdirat", "unlinkat", "renameat", "linkat", "symlinkat":
		return 2000 // they change a directory
	}
	return 600
}

// answerStrings returns a []string to the goroutine on p.
func (mc *Machine) answerStrings(p int32, list []string) {
	words := make([]uint64, 0, 2*len(list))
	for _, s := range list {
		w, ok := mc.vm.NewString(s)
		if !ok {
			mc.outOfMemory(p)
			return
		}
		words = append(words, w[0], w[1])
	}
	if len(list) == 0 {
		mc.answer(p, 0, 0, 0, 0)
		return
	}
	base := mc.heap.Alloc(mc.prog.TypeOf["string"], int64(len(list)))
	if base == 0 {
		mc.outOfMemory(p)
		return
	}
	for i, w := range words {
		mc.mem.Store(base+uint64(i)*8, w)
	}
	mc.answer(p, 0, base, uint64(len(list)), uint64(len(list)))
}
