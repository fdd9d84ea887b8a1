package std

import "strings"

// Cost returns what an instruction of a library function costs, in hundredths of a virtual ns.
// The functions are our stubs, run one instruction after the other, where Go's compiler inlines
// and keeps values in registers and the processor does three or four things at a time. So that
// the operations take what they do in Go, instructions of the library cost less than those of
// the user, which a reader counts. What atomic operations, allocations, channels, semaphores and
// system calls take comes on top. TestCalibration, package sim, compares the sums with Go's.
func Cost(pkg, name string) int {
	if c, ok := functionCost[name]; ok {
		return c
	}
	if c, ok := packageCost[pkg]; ok {
		return c
	}
	return 33
}

// packageCost is for packages of which few instructions stand for more: the runtime's own work,
// or checks that our stubs have no need of.
var packageCost = map[string]int{
	"context": 100, "iter": 100, "runtime": 100,
}

// functionCost is for single functions: nothing is left but the atomic operations of those that
// gc inlines, or that are a few machine instructions.
var functionCost = func() map[string]int {
	m := map[string]int{}
	for names, cost := range map[string]int{
		"internal/sync (*Mutex).Lock (*Mutex).Unlock (*Mutex).TryLock":                                                               0,
		"sync (*Mutex).Lock (*Mutex).Unlock (*Mutex).TryLock":                                                                        0,
		"sync (*RWMutex).RLock (*RWMutex).RUnlock (*RWMutex).Lock (*RWMutex).Unlock":                                                 0,
		"sync (*Once).Do (*WaitGroup).Add (*WaitGroup).Done (*WaitGroup).Wait (*Pool).Get (*Pool).Put (*Pool).lock (*Pool).pin take": 0,
		"sync (*Map).Load":                          66,
		"time Now NewTimer AfterFunc (*Timer).Stop": 100,
	} {
		pkg, names, _ := strings.Cut(names, " ")
		for name := range strings.FieldsSeq(names) {
			m[pkg+"."+name] = cost
		}
	}
	return m
}()
