//go:build !linux

package sim

import "time"

var begun = time.Now()

// cpuTime returns the time since the tests began, where processor time is not to be had.
func cpuTime() time.Duration { return time.Since(begun) }
