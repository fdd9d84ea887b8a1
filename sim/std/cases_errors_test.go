package std_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

type errA struct{ n int }

func (e errA) Error() string { return fmt.Sprint("a", e.n) }

type errB struct{ err error }

func (e *errB) Error() string        { return "b: " + e.err.Error() }
func (e *errB) Unwrap() error        { return e.err }
func (e *errB) Is(target error) bool { return target == io.ErrNoProgress }

func casesErrors(emit func(string)) {
	base := errors.New("base")
	list := []error{nil, base, errA{1}, &errB{base}, &errB{errA{2}}, errors.Join(nil, base, errA{3}), errors.Join(nil), fmt.Errorf("w: %w", &errB{io.EOF})}
	for _, err := range list {
		var a errA
		var b *errB
		var u interface{ Unwrap() error }
		emit(fmt.Sprint(err, errors.Is(err, base), errors.Is(err, io.EOF), errors.Is(err, errA{2}), errors.Is(err, io.ErrNoProgress), errors.Is(err, nil), errors.As(err, &a), a.n, errors.As(err, &b), errors.As(err, &u), errors.Unwrap(err)))
		x, ok := errors.AsType[errA](err)
		emit(fmt.Sprint(x.n, ok))
	}
	try := func(name string, f func()) {
		defer func() {
			r := recover()
			_, isRuntime := r.(runtime.Error)
			emit(fmt.Sprintf("%s: %T %v %t", name, r, r, isRuntime))
		}()
		f()
	}
	var s []int
	var m map[string]int
	var p *errA
	var ch chan int
	var e any = "text"
	var st fmt.Stringer
	zero, five, neg := 0, 5, -1
	arr := [3]int{}
	try("index", func() { _ = s[five] })
	try("index", func() { _ = s[neg] })
	try("array", func() { _ = arr[five] })
	try("string", func() { _ = "abc"[five] })
	try("slice", func() { _ = s[five:] })
	try("slice", func() { _ = s[:five] })
	try("slice", func() { _ = s[five:zero] })
	try("slice", func() { _ = s[0:0:five] })
	try("divide", func() { _ = 1 / zero })
	try("nil", func() { _ = p.n })
	try("map", func() { m["a"] = 1 })
	try("shift", func() { _ = 1 << neg })
	try("make", func() { _ = make([]int, neg) })
	try("make", func() { _ = make([]int, 0, neg) })
	try("makechan", func() { _ = make(chan int, neg) })
	try("close", func() { close(ch) })
	try("close", func() { c := make(chan int); close(c); close(c) })
	try("send", func() { c := make(chan int); close(c); c <- 1 })
	try("assert", func() { _ = e.(int) })
	try("assert", func() { _ = e.(fmt.Stringer) })
	try("assert", func() { _ = any(nil).(int) })
	try("assert", func() { _ = st.(errorStringer) })
	try("method", func() { _ = st.String() })
	try("hash", func() { _ = map[any]int{[]int{}: 1} })
	try("equal", func() { _ = any(s) == any(s) })
	try("convert", func() { _ = [2]int(s) })
	try("panic nil", func() { panic(nil) })
	as := errors.As
	try("as", func() { as(base, nil) })
	try("as", func() { as(base, errA{}) })
	try("waitgroup", func() { new(sync.WaitGroup).Add(-1) })
	try("value", func() { var v atomic.Value; v.Store(1); v.Store("x") })
	try("value", func() { var v atomic.Value; v.Store(nil) })

	var v atomic.Value
	emit(fmt.Sprint(v.Load(), v.CompareAndSwap(nil, 1), v.CompareAndSwap(1, 2), v.CompareAndSwap(1, 3), v.Swap(5), v.Load()))
	var i32 atomic.Int32
	var u64 atomic.Uint64
	var b atomic.Bool
	var ptr atomic.Pointer[errA]
	emit(fmt.Sprint(i32.Add(-3), i32.Load(), i32.CompareAndSwap(-3, 8), i32.Swap(2), i32.Or(5), i32.And(6), i32.Load(), u64.Add(^uint64(0)), b.Swap(true), b.Load(), ptr.Load(), ptr.CompareAndSwap(nil, &errA{4}), ptr.Load().n))

	var once sync.Once
	for range 3 {
		once.Do(func() { emit("once") })
	}
	val := sync.OnceValue(func() int { emit("value"); return 7 })
	emit(fmt.Sprint(val(), val()))
	bad := sync.OnceFunc(func() { panic("first") })
	try("once", bad)
	try("once", bad)
	var sm sync.Map
	sm.Store("k", 1)
	l, loaded := sm.LoadOrStore("k", 2)
	_, missing := sm.Load("q")
	d, deleted := sm.LoadAndDelete("k")
	emit(fmt.Sprint(l, loaded, missing, d, deleted))

	var mu sync.RWMutex
	var wg sync.WaitGroup
	sum := 0
	for i := range 10 {
		wg.Go(func() {
			mu.Lock()
			sum += i
			mu.Unlock()
			mu.RLock()
			defer mu.RUnlock()
			_ = sum
		})
	}
	wg.Wait()
	var mx sync.Mutex
	emit(fmt.Sprint(sum, mx.TryLock(), mx.TryLock(), mu.TryRLock(), mu.TryLock()))
	cond := sync.NewCond(&mx)
	ready := false
	go func() {
		mx.Lock()
		ready = true
		cond.Broadcast()
		mx.Unlock()
	}()
	for !ready {
		cond.Wait()
	}
	mx.Unlock()
	pool := sync.Pool{New: func() any { return "new" }}
	emit(fmt.Sprint(ready, pool.Get()))

	type key string
	ctx, cancel := context.WithCancel(context.WithValue(context.Background(), key("k"), "v"))
	child, cancelChild := context.WithTimeout(ctx, time.Hour)
	defer cancelChild()
	emit(fmt.Sprint(ctx, child.Value(key("k")), child.Value("k"), ctx.Err(), context.Cause(ctx)))
	cancel()
	<-child.Done()
	emit(fmt.Sprint(child.Err(), ctx.Err(), errors.Is(child.Err(), context.Canceled)))
	timed, stop := context.WithTimeout(context.Background(), time.Millisecond)
	defer stop()
	<-timed.Done()
	_, has := timed.Deadline()
	emit(fmt.Sprint(timed.Err(), has, errors.Is(timed.Err(), context.DeadlineExceeded)))
	caused, because := context.WithCancelCause(context.TODO())
	because(errA{9})
	emit(fmt.Sprint(caused, caused.Err(), context.Cause(caused)))
	fired := make(chan bool)
	context.AfterFunc(caused, func() { fired <- true })
	emit(fmt.Sprint(<-fired))
}

type errorStringer interface {
	error
	fmt.Stringer
}
