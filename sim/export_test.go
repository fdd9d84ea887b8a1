package sim

import "fmt"

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
