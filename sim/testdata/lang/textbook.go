package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"
)

type Shape interface {
	Area() float64
	Perimeter() float64
}
type Named interface{ Name() string }
type NamedShape interface {
	Shape
	Named
	fmt.Stringer
}
type base struct{ name string }

func (b *base) Name() string    { return b.name }
func (b base) String() string   { return "[" + b.name + "]" }
func (b *base) rename(s string) { b.name = s }

type Rect struct {
	*base
	w, h float64
}

func (r Rect) Area() float64      { return r.w * r.h }
func (r Rect) Perimeter() float64 { return 2 * (r.w + r.h) }

type Sq struct{ Rect }

func (s Sq) Area() float64 { return s.Rect.Area() + 0.5 }

type MyErr struct{ code int }

func (e *MyErr) Error() string   { return fmt.Sprint("code ", e.code) }
func (e *MyErr) Is(t error) bool { return t == os.ErrNotExist }
func (e *MyErr) Unwrap() error   { return errInner }

var errInner = errors.New("inner")

func mayFail(n int) (err error) {
	var e *MyErr
	if n == 1 {
		e = &MyErr{7}
	}
	if n == 2 {
		return nil
	}
	return e
}

type stack struct{ data []any }

func (s *stack) push(v ...any) *stack { s.data = append(s.data, v...); return s }
func (s *stack) pop() (v any) {
	defer func() {
		if r := recover(); r != nil {
			v = fmt.Sprint("empty: ", r)
		}
	}()
	n := len(s.data) - 1
	v, s.data = s.data[n], s.data[:n]
	return
}

type state int

const (
	idle state = iota
	running
	done
)

var stateNames = map[state]string{idle: "idle", running: "running", done: "done"}

func (s state) String() string { return stateNames[s] }

type visitor func(depth int, n *tree) visitor
type tree struct {
	val  int
	kids []*tree
}

func (t *tree) walk(d int, v visitor) {
	if v = v(d, t); v == nil {
		return
	}
	for _, k := range t.kids {
		k.walk(d+1, v)
	}
}

type matrix [2][2]int

func (m matrix) mul(o matrix) (r matrix) {
	for i := range 2 {
		for j := range 2 {
			for k := range 2 {
				r[i][j] += m[i][k] * o[k][j]
			}
		}
	}
	return
}
func (m *matrix) pow(n int) matrix {
	r := matrix{{1, 0}, {0, 1}}
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			r = r.mul(*m)
		}
		*m = m.mul(*m)
	}
	return r
}

type anon struct {
	struct1 struct {
		x, y int
		f    func(int) string
	}
	m map[string][]struct{ a, b any }
}

func variadic(pre string, xs ...int) string { return fmt.Sprint(pre, len(xs), xs == nil, xs) }

func typeName(v any) string {
	switch x := v.(type) {
	case nil:
		return "nil"
	case int, uint:
		return fmt.Sprintf("%T!", x)
	case error:
		return "error " + x.Error()
	case func() int:
		return fmt.Sprint("func ", x())
	case []any:
		var b strings.Builder
		for _, e := range x {
			b.WriteString(typeName(e) + ",")
		}
		return b.String()
	case *int:
		return "ptr " + fmt.Sprint(*x)
	case chan<- int:
		return "send"
	case interface{ Name() string }:
		return "named " + x.Name()
	case map[string]int:
		return fmt.Sprint(len(x))
	default:
		return reflect.TypeOf(x).String()
	}
}

type counter struct {
	sync.Mutex
	n map[string]int
	atomic.Int64
}

func (c *counter) inc(k string) {
	c.Lock()
	defer c.Unlock()
	c.n[k]++
	c.Add(2)
}

func worker(ctx context.Context, id int, in <-chan int, out chan<- string) {
	for {
		select {
		case <-ctx.Done():
			out <- fmt.Sprint(id, " ", ctx.Err(), " ", context.Cause(ctx))
			return
		case v, ok := <-in:
			if !ok {
				out <- fmt.Sprint(id, " closed")
				return
			}
			_ = v
		}
	}
}

func main() {
	r := Rect{&base{"r"}, 2, 3}
	var ns NamedShape = r
	sq := Sq{r}
	var sh Shape = sq
	sq.rename("renamed")
	fmt.Println(ns, ns.Name(), sh.Area(), sh.Perimeter(), sq.Rect.Area(), ns.(Shape).Area())
	_, ok := sh.(interface{ Volume() float64 })
	fmt.Println(ok, reflect.DeepEqual(ns, Rect{r.base, 2, 3}))
	for n := range 3 {
		err := mayFail(n)
		fmt.Println(n, err == nil, errors.Is(err, os.ErrNotExist))
	}
	err := fmt.Errorf("wrap: %w and %w", &MyErr{3}, os.ErrClosed)
	var me *MyErr
	fmt.Println(err, errors.As(err, &me), me.code, errors.Is(err, errInner), errors.Is(err, os.ErrClosed), errors.Join(err, nil, errInner))
	s := new(stack).push(1, "a", nil)
	fmt.Println(s.pop(), s.pop(), s.pop(), s.pop())
	fmt.Printf("%v %d %s %x %q %+v %#v %T\n", running, running, done, done, idle, idle, idle, idle)
	fmt.Printf("%v %+v %#v\n", r.w, struct {
		A int
		B *int
		C []string
		D map[string]int
	}{1, nil, nil, map[string]int{"z": 1, "a": 2}}, [2][]byte{{1}, nil})
	t := &tree{1, []*tree{{2, []*tree{{3, nil}}}, {4, nil}}}
	var v visitor
	v = func(d int, n *tree) visitor {
		fmt.Print(strings.Repeat(" ", d), n.val, ";")
		if n.val == 2 {
			return nil
		}
		return v
	}
	t.walk(0, v)
	m := matrix{{1, 1}, {1, 0}}
	fmt.Println(m.pow(30), m)
	var an anon
	an.struct1.f = func(i int) string { return fmt.Sprint(i, an.struct1.x) }
	an.struct1.x = 5
	an.m = map[string][]struct{ a, b any }{"k": {{1, "b"}, {nil, 2.5}}}
	bn := an
	bn.struct1.x = 6
	fmt.Println(bn.struct1.f(1), an.m["k"][1].b, len(bn.m["none"]))
	fmt.Println(variadic("a"), variadic("b", nil...), variadic("c", []int{}...), variadic("d", 1, 2))
	five := 5
	fmt.Println(typeName(nil), typeName(3), typeName(uint8(3)), typeName(errInner), typeName(func() int { return five }), typeName([]any{1, "x", &five}), typeName(make(chan int)), typeName((chan<- int)(nil)), typeName(ns), typeName(map[string]int{}))
	c := counter{n: map[string]int{}}
	var wg sync.WaitGroup
	for i := range 10 {
		wg.Go(func() { c.inc([]string{"a", "b"}[i%2]) })
	}
	wg.Wait()
	fmt.Println(c.n, c.Load())
	ctx, cancel := context.WithCancelCause(context.WithValue(context.Background(), "k", 1))
	in, out := make(chan int), make(chan string, 3)
	go worker(ctx, 1, in, out)
	in <- 1
	cancel(errInner)
	fmt.Println(<-out, ctx.Value("k"))
	go worker(context.Background(), 2, in, out)
	close(in)
	fmt.Println(<-out)
	tctx, tcancel := context.WithTimeout(context.Background(), 3*time.Millisecond)
	defer tcancel()
	select {
	case <-tctx.Done():
		fmt.Println(tctx.Err(), errors.Is(tctx.Err(), context.DeadlineExceeded))
	case <-time.After(time.Second):
	}
	once := sync.OnceValues(func() (int, error) { fmt.Println("once"); return 1, errInner })
	once()
	fmt.Println(once())
	pc, _, line, _ := runtime.Caller(0)
	fmt.Println(runtime.FuncForPC(pc).Name(), line)
	x := []int{1, 2, 3}
	p := unsafe.Pointer(&x[0])
	fmt.Println(*(*int)(unsafe.Add(p, 8)), unsafe.Slice(&x[1], 2), unsafe.String(unsafe.StringData("hello"), 3))
	var iface any = x
	if y, ok := iface.([]int); ok {
		y[0] = 100
	}
	fmt.Println(x, cap(x[1:2:2]), len(x[3:]))
	type local struct{ a, b int }
	lm := map[local]*local{{1, 2}: {3, 4}}
	lm[local{1, 2}].a++
	fmt.Printf("%v %T\n", *lm[local{1, 2}], lm)
	func() {
		defer func() {
			r := recover()
			err := r.(runtime.Error)
			fmt.Println(err)
		}()
		_ = iface.(map[string]int)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		var sh Shape
		_ = sh.(NamedShape)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		_ = any(r).(interface{ Volume() float64 })
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		x = x[:len(x):len(x)]
		i := 5
		fmt.Println(x[1:i])
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		var u8 uint64 = 1 << 63
		fmt.Println(x[u8])
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		panic(fmt.Errorf("e %w", errInner))
	}()
}
