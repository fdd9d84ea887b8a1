package main

import (
	"flag"
	"fmt"
	"regexp"
	"strings"
	"testing"
)

func check(t testing.TB, ok bool) {
	t.Helper()
	if !ok {
		t.Errorf("bad\nvery bad")
	}
}

func main() {
	testing.Init()
	flag.Set("test.v", "true")
	flag.Parse()
	fmt.Println(testing.Short(), testing.Verbose(), testing.Testing())
	testing.Main(regexp.MatchString, []testing.InternalTest{
		{"TestPass", func(t *testing.T) { t.Log("fine", 1) }},
		{"TestFail", func(t *testing.T) {
			t.Cleanup(func() { fmt.Println("cleaned", t.Failed()) })
			check(t, true)
			check(t, false)
			t.Fatal("end")
			t.Error("never")
		}},
		{"TestSkip", func(t *testing.T) { t.Skipf("no %s", strings.ToUpper("need")) }},
		{"TestSub", func(t *testing.T) {
			for _, n := range []int{1, 2} {
				t.Run(fmt.Sprint("n=", n), func(t *testing.T) {
					if n == 2 {
						t.Errorf("n is %d in %s", n, t.Name())
					}
				})
			}
			t.Log("after")
		}},
	}, nil, nil)
}
