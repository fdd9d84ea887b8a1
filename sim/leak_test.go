package sim_test

import (
	"strings"
	"testing"

	"gopherscope/sim"
	"gopherscope/sim/trace"
)

// What is leaked when main returns, by wait reason. The numbers are what
// pprof.Lookup("goroutineleak") of go1.26.8, built with GOEXPERIMENT=goroutineleakprofile, reports at
// the end of main.
var leaks = []struct {
	name, body, want string
}{
	{"nobody receives any more", `
	c := make(chan int)
	for i := range 3 {
		go func(c chan int) { c <- i }(c) // a captured c might be nil by then
	}
	println(<-c)
	c = nil
	rest()`, "chan send, chan send"},
	{"room for all", `
	c := make(chan int, 3)
	for i := range 3 {
		go func() { c <- i }()
	}
	println(<-c)
	rest()`, ""},
	{"a global leads to the channel", `
	go func() { global <- 1 }()
	rest()`, ""},
	{"a nil channel, and no cases", `
	go func() { var c chan int; <-c }()
	go func() { select {} }()
	rest()`, "chan receive (nil chan), select (no cases)"},
	{"one that sleeps holds the channel", `
	c := make(chan int)
	go func() { <-c }()
	go func() { time.Sleep(time.Hour); c <- 1 }()
	rest()`, ""},
	{"one waits for another", `
	c1, c2 := make(chan int), make(chan int)
	go func() { <-c1; c2 <- 1 }()
	go func() { <-c2; c1 <- 1 }()
	rest()`, "chan receive, chan receive"},
	{"a select of which one case may come", `
	c := make(chan int)
	go func() {
		select {
		case <-c:
		case <-global:
		}
	}()
	rest()`, ""},
	{"a select of which none may come", `
	a, b := make(chan int), make(chan int)
	go func() {
		select {
		case <-a:
		case b <- 1:
		}
	}()
	rest()`, "select"},
	{"a WaitGroup that is never done", `
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { wg.Wait() }()
	rest()`, "sync.WaitGroup.Wait"},
	{"a lock that is never given back", `
	s := &struct {
		mu   sync.Mutex
		name [3]string
	}{}
	s.mu.Lock()
	go func() { s.mu.Lock() }()
	rest()`, "sync.Mutex.Lock"},
	{"a Cond", `
	c := sync.NewCond(&sync.Mutex{})
	go func() { c.L.Lock(); c.Wait() }()
	rest()`, "sync.Cond.Wait"},
	{"a timer holds it", `
	c := make(chan int)
	go func() { <-c }()
	time.AfterFunc(time.Hour, func() { close(c) })
	rest()`, ""},
	{"workers of a pool that is never closed", `
	jobs := make(chan int)
	for range 3 {
		go func() {
			for range jobs {
			}
		}()
	}
	jobs <- 1
	rest()`, "chan receive, chan receive, chan receive"},
}

func TestLeaks(t *testing.T) {
	for _, tt := range leaks {
		t.Run(tt.name, func(t *testing.T) {
			src := "package main\n\nimport (\n\t\"sync\"\n\t\"time\"\n)\n\nvar _ sync.Mutex\n\nvar global = make(chan int)\n\n" +
				"func rest() { time.Sleep(time.Millisecond) }\n\nfunc main() {" + tt.body + "\n}\n"
			for procs := 1; procs <= 2; procs++ {
				mc := sim.New(load(t, "main.go", src), sim.Config{Procs: procs}, &output{classes: trace.Output})
				mc.Run(sim.Limit{})
				if mc.Outcome().Why != "main returned" {
					t.Fatalf("it ended otherwise: %v", mc.Outcome())
				}
				var got []string
				for _, text := range mc.Leaks() {
					reason, rest, ok := strings.Cut(text[strings.Index(text, "[")+1:], " (leaked)]:\n")
					if !ok || !strings.Contains(rest, "created by main.main in goroutine 1") {
						t.Errorf("a traceback of a leak is\n%s", text)
					}
					got = append(got, reason)
				}
				if got := strings.Join(got, ", "); got != tt.want {
					t.Errorf("%d Ps: leaked are %q, want %q", procs, got, tt.want)
				}
			}
		})
	}
}
