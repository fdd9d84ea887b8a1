package sim_test

import (
	"strings"
	"testing"

	"gopherscope/sim"
	"gopherscope/sim/trace"
)

// Two goroutines that use one map at the same time, and at least one of them writes: the
// program dies of it, with nearly every seed where both do little else, never with one P, and
// never if a lock keeps them apart.
func TestConcurrentMaps(t *testing.T) {
	for _, tt := range []struct {
		rule, one, two string // what the two do for ever
		dies           string // the text; "" if it never dies
	}{
		{"two that write", "m[1] = i", "m[2] = i", "concurrent map writes"},
		{"one writes and one reads", "m[1] = i", "sink += m[2]", "concurrent map read and map write"},
		{"one deletes and one adds", "delete(m, 3); m[3] = 1", "m[i&7] = i", "concurrent map writes"},
		{"one clears", "clear(m); m[1] = 1", "sink += m[1]", "concurrent map read and map write"},
		{"one goes round it", "m[1] = i", "for k := range m { sink += k }", "concurrent map iteration and map write"},
		{"one prints it", "m[1] = i", "sink += len(fmt.Sprint(m))", "concurrent map iteration and map write"},
		{"two that add", "m[1]++", "m[2] += i", "concurrent map writes"},
		{"two that read", "sink += m[1]", "n += m[2]", ""},
		{"two that ask for its length", "n += len(m)", "m[1] = i", ""},
		{"a lock", "mu.Lock(); m[1] = i; mu.Unlock()", "mu.Lock(); m[2] = i; delete(m, 1); mu.Unlock()", ""},
		{"a lock for reading", "mu.Lock(); m[1] = i; mu.Unlock()", "mu.RLock(); for k := range m { sink += k + m[1] }; mu.RUnlock()", ""},
		{"a channel", "c <- 1; m[1] = i; <-c", "c <- 1; m[2] = i; <-c", ""},
	} {
		t.Run(tt.rule, func(t *testing.T) {
			prog := load(t, "main.go", `package main

import ("fmt"; "sync")

var (
	m = map[int]int{0: 1, 1: 1, 2: 1, 3: 1}
	mu sync.RWMutex
	c = make(chan int, 1)
	sink, n int
)

func main() {
	_, _ = fmt.Sprint(), c
	go func() { for i := 0; ; i++ { `+tt.one+` } }()
	for i := 0; ; i++ { `+tt.two+` }
}`)
			const seeds = 20
			died := 0
			for seed := range uint64(seeds) {
				o := run(prog, sim.Config{Procs: 1 + 3*min(1, int(seed)), Seed: seed + 1, Until: 300 * trace.Microsecond})
				first, _, _ := strings.Cut(o.stderr.String(), "\n")
				text, ok := strings.CutPrefix(first, "fatal error: ")
				switch {
				case !ok && o.outcome.Why == "stopped":
				case !ok || tt.dies == "" || o.outcome.Status != 2 || text != tt.dies:
					t.Fatalf("seed %d: %+v, %q; want %q", seed+1, o.outcome, first, tt.dies)
				case seed == 0:
					t.Fatalf("with one P: %q", text)
				default:
					died++
				}
			}
			if tt.dies != "" && died < seeds-2 {
				t.Errorf("%d of %d seeds found %s", died, seeds-1, tt.dies)
			}
		})
	}
}
