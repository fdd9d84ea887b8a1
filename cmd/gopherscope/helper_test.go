package main

import (
	"bytes"
	"fmt"
	"strings"
)

// An ending is what a program leaves behind.
type ending struct {
	stdout, stderr string
	status         int
}

func (e ending) String() string {
	return fmt.Sprintf("-- stdout --\n%s-- stderr --\n%s-- exit --\n%d\n", e.stdout, e.stderr, e.status)
}

// scope runs the command in this process.
func scope(stdin string, env map[string]string, args ...string) ending {
	var stdout, stderr bytes.Buffer
	h := host{strings.NewReader(stdin), &stdout, &stderr, func(key string) string { return env[key] }}
	status := h.main(args)
	return ending{stdout.String(), stderr.String(), status}
}
