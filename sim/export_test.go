package sim

import (
	"fmt"
	"strings"
	"time"

	"gopherscope/sim/code"
)

// Sums tells the state of each room apart, to find the one that differs.
func (mc *Machine) Sums() string {
	s := func(f func(func(uint64))) string {
		h, i := uint64(14695981039346656037), uint64(0)
		f(func(w uint64) {
			if i++; w != 0 {
				h = (h ^ w ^ i<<40) * 1099511628211
			}
		})
		return fmt.Sprintf("%x", h)
	}
	return fmt.Sprint("mem ", s(mc.mem.Sum), " heap ", s(mc.heap.Sum), " vm ", s(mc.vm.Sum), " sched ", s(mc.sched.Sum), " agenda ", mc.agenda, " clocks ", mc.clocks, " state ", mc.state)
}

// Space sets how far apart h keeps checkpoints and how many bytes they may hold, so that a
// short run has many and must thin them out.
func (h *History) Space(steps uint64, budget int) { h.spacing, h.budget = steps, budget }

// SpendOf reads a source's directives for functions that pass time, as the command does.
func SpendOf(src string) map[int]code.Spend {
	ways := map[string]code.SpendHow{"cost": code.SpendCPU, "syscall": code.SpendSyscall, "network": code.SpendNetwork}
	spend := map[int]code.Spend{}
	for i, line := range strings.Split(src, "\n") {
		rest, ok := strings.CutPrefix(line, "//scope:")
		name, text, _ := strings.Cut(rest, " ")
		if d, err := time.ParseDuration(text); ok && err == nil && ways[name] != 0 {
			spend[i+2] = code.Spend{How: ways[name], NS: int64(d)}
		}
	}
	return spend
}
