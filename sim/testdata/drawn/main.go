// Command drawn runs a concurrent program given as its argument and prints what it does, so
// that one built by the toolchain and one run by the machine can be compared.
//
// A program is some functions separated by |, of which the first is main's. A function is
// a row of operations, a letter and a digit each:
//
//	g w  start the function so much further on, with go or WaitGroup.Go
//	W    wait for the WaitGroup (main only)
//	s r c t  send, receive, close, try to send on the channel of that number modulo 3
//	y z  runtime.Gosched, time.Sleep(1)
//	p    sleep for 5 ms times the digit modulo 4
//	l    lock and unlock a mutex, yielding in between if the digit is above 4
//	L R  the same with an RWMutex, as writer and as reader
//	v b i  Cond.Wait, Broadcast, Signal
//
// It prints with the builtin, which is no system call that could change the order.
package main

import (
	"os"
	"runtime"
	"strings"
	"sync"
	"time"
)

var (
	funcs  []string
	chans  = []chan int{make(chan int), make(chan int, 1), make(chan int, 3)}
	closed [3]bool
	mu     sync.Mutex
	rw     sync.RWMutex
	cond   = sync.NewCond(new(sync.Mutex))
	wg     sync.WaitGroup
	n      int // goroutines started
)

func main() {
	funcs = strings.Split(os.Args[1], "|")
	run(0, 0)
}

// run is goroutine id doing function f.
func run(f, id int) {
	defer func() {
		if recover() != nil { // send on a closed channel
			print("!", id, " ")
		}
	}()
	code := funcs[f]
	for i := 0; i+1 < len(code); i += 2 {
		a := int(code[i+1] - '0')
		print(id, code[i:i+2], " ")
		do(f, id, code[i], a)
		print(id, "; ")
	}
	print("x", id, " ")
}

func do(f, id int, op byte, a int) {
	hold := func(l sync.Locker) {
		l.Lock()
		if a > 4 {
			runtime.Gosched()
		}
		l.Unlock()
	}
	switch op {
	case 'g', 'w':
		if f+1+a >= len(funcs) {
			return
		}
		n++
		id := n
		if op == 'g' {
			go run(f+1+a, id)
		} else {
			wg.Go(func() { run(f+1+a, id) })
		}
	case 'W':
		if f == 0 {
			wg.Wait()
		}
	case 's':
		chans[a%3] <- id
	case 'r':
		v, ok := <-chans[a%3]
		print("=", v, ok, " ")
	case 'c':
		if !closed[a%3] {
			closed[a%3] = true
			close(chans[a%3])
		}
	case 't':
		select {
		case chans[a%3] <- id:
			print("t ")
		default:
			print("d ")
		}
	case 'y':
		runtime.Gosched()
	case 'z':
		time.Sleep(1)
	case 'p':
		time.Sleep(time.Duration(a%4) * 5 * time.Millisecond)
	case 'l':
		hold(&mu)
	case 'L':
		hold(&rw)
	case 'R':
		hold(rw.RLocker())
	case 'v':
		cond.L.Lock()
		cond.Wait()
		cond.L.Unlock()
	case 'b':
		cond.Broadcast()
	case 'i':
		cond.Signal()
	}
}
