// Functions whose frames gc lays out as growth_test.go says.
package main

var depth int // of the recursion

func use(b []byte, n int) int { return len(b) + n }

func small(n int) int {
	depth++
	if n == 0 {
		return 0
	}
	return small(n-1) + n
}

func buf64(n int) int {
	var b [64]byte
	depth++
	if n == 0 {
		return 0
	}
	return buf64(n-1) + use(b[:], n)
}

func buf1k(n int) int {
	var b [1024]byte
	depth++
	if n == 0 {
		return 0
	}
	return buf1k(n-1) + use(b[:], n)
}

func deferred(n int) (r int) {
	depth++
	defer func() { r += n }()
	if n == 0 {
		return 0
	}
	return deferred(n - 1)
}

func ack(m, n int) int {
	depth++
	if m == 0 {
		return n + 1
	}
	if n == 0 {
		return ack(m-1, 1)
	}
	return ack(m-1, m) + n
}

func hanoi(n int, from, to, via string, moves *int) {
	depth++
	if n == 0 {
		return
	}
	hanoi(n-1, from, via, to, moves)
	*moves++
}

var moves int

func main() {
	done := make(chan *int)
	wait := make(chan *int)
	for _, f := range []func(){
		func() { small(800) },
		func() { buf64(400) },
		func() { buf1k(60) },
		func() { deferred(400) },
		func() { ack(400, 0) },
		func() { hanoi(400, "a", "b", "c", &moves) },
	} {
		depth = 0
		go func() { f(); x := 7; p := &x; p = <-wait; done <- p }()
		wait <- nil
		<-done
	}
	println(moves)
}
