package sim_test

import (
	"strings"
	"testing"

	"gopherscope/sim"
	"gopherscope/sim/trace"
)

// What go1.26 does with timers, and when it finds that a program is dead: each case was seen
// there, without cgo.
func TestTimersAndDeaths(t *testing.T) {
	const ms = trace.Millisecond
	for _, tt := range []struct {
		name, imports, body string
		want                string     // of standard output, or the first line of standard error
		from, to            trace.Time // when it ends
	}{
		{"Sleep(1) comes back first", "time", `for i := range 3 { go func() { print(i, " ") }() }; time.Sleep(1); print("m "); time.Sleep(1e6)`, "m 0 1 2 ", ms, 2 * ms},
		{"an expired timer that nobody saw is pending", "time", `t := time.NewTimer(1e6); time.Sleep(5e6); print(t.Stop(), t.Reset(1), len(t.C), cap(t.C))`, "truefalse00", 5 * ms, 6 * ms},
		{"Reset of one too", "time", `t := time.NewTimer(1e6); time.Sleep(5e6); print(t.Reset(1e6))`, "true", 5 * ms, 6 * ms},
		{"two who wait", "", `c := make(chan int); go func() { c <- <-c }(); <-c`, asleep, 0, ms},
		{"nobody waits for the timers", "time", `time.After(time.Hour); time.NewTicker(1e6); select {}`, asleep, 0, ms},
		{"a sleeper delays it", "time", `go time.Sleep(3e6); select {}`, asleep, 3 * ms, 4 * ms},
		{"so does a function's timer", "time", `time.AfterFunc(2e6, func() {}); select {}`, asleep, 2 * ms, 3 * ms},
		{"a part of the program is not the program", "time", `go func() { select {} }(); time.Sleep(5e6); print("over")`, "over", 5 * ms, 6 * ms},
		{"main has left, the others end", "runtime time", `go time.Sleep(2e6); runtime.Goexit()`, "fatal error: no goroutines (main called runtime.Goexit) - deadlock!", 2 * ms, 3 * ms},
		{"main has left, another waits", "runtime", `go func() { select {} }(); runtime.Goexit()`, asleep, 0, ms},
	} {
		t.Run(tt.name, func(t *testing.T) {
			src := "package main\n"
			for _, name := range strings.Fields(tt.imports) {
				src += "import \"" + name + "\"\n"
			}
			prog := load(t, "main.go", src+"func main() { "+tt.body+" }\n")
			for _, procs := range []int{1, 4} {
				o := &output{classes: trace.Output}
				mc := sim.New(prog, sim.Config{Procs: procs}, o)
				mc.Run(sim.Limit{})
				got, _, _ := strings.Cut(o.stderr.String(), "\n")
				if procs > 1 && strings.HasPrefix(tt.want, "m ") {
					continue // the order is that of one P
				}
				if got != tt.want || mc.Now() < tt.from || mc.Now() > tt.to {
					t.Errorf("%d Ps: %q at %d ns, want %q from %d to %d; %+v", procs, got, mc.Now(), tt.want, tt.from, tt.to, mc.Outcome())
				}
			}
		})
	}
}

const asleep = "fatal error: all goroutines are asleep - deadlock!"
