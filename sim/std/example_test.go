package std_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"gopherscope/sim/std"
)

func ExampleExists() {
	fmt.Println(std.Exists("fmt", "Println"), std.Exists("time", "Time.Weekday"), std.Exists("net/http", ""))
	fmt.Println(std.Exists("fmt", "Printline"), std.Exists("left/pad", ""))
	// Output:
	// true true true
	// false false
}

// A native is found by its qualified name; its type is the stub's signature.
func ExampleNatives() {
	lower := std.Natives["strings.ToLower"].(func(string) string)
	fmt.Println(lower("GOPHER"))
	// Output: gopher
}

func TestTimeWordsAreThoseOfTheStub(t *testing.T) {
	start := time.Date(2009, 11, 10, 23, 0, 0, 0, time.UTC)
	for _, ns := range []int64{0, 1, 999999999, 1e9, 3723000000007} {
		w := std.TimeWords(ns)
		want := start.Add(time.Duration(ns))
		sinceYear1 := want.Unix() - time.Time{}.Unix()
		if w[0] != 1<<63|uint64(want.Nanosecond()) || int64(w[1]) != sinceYear1 || w[2] != 0 {
			t.Errorf("TimeWords(%d) = %#x, %d, %d; want the flag and %d ns, %d s, 0", ns, w[0], w[1], w[2], want.Nanosecond(), sinceYear1)
		}
	}
}

// The clock that a program sees starts where TimeWords says.
func TestTheClockStartsAtItsEpoch(t *testing.T) {
	got := onMachineSource(t, `package main
import "time"
func main() {
	t := time.NewTimer(0)
	println(time.Now().Format(time.DateTime), (<-t.C).Format(time.DateTime), time.Now().Location().String())
}`)
	if want := "2009-11-10 23:00:00 2009-11-10 23:00:00 UTC\n"; got != want {
		t.Errorf("the program prints %q, want %q", got, want)
	}
}

func TestMissingNamesSaySo(t *testing.T) {
	_, errs := loadSource("package main\nimport \"syscall\"\nfunc main() { syscall.Mmap(0, 0, 0, 0, 0) }\n")
	if len(errs) == 0 || !strings.Contains(errs[0].Error(), "exists in Go") {
		t.Errorf("errors %v; want one that says the name exists in Go", errs)
	}
}

// A benchmark runs until it has taken its 10 virtual ms, and not much longer.
func TestABenchmarkTakesItsTime(t *testing.T) {
	got := onMachineSource(t, `package main
import ("testing"; "time")
func main() {
	x := 0
	r := testing.Benchmark(func(b *testing.B) { for range b.N { x++ } })
	l := testing.Benchmark(func(b *testing.B) { for b.Loop() { x++ } })
	for _, r := range []testing.BenchmarkResult{r, l} {
		println(r.T >= 10*time.Millisecond, r.T < 20*time.Millisecond, r.NsPerOp() > 0, r.NsPerOp() < 100, r.AllocsPerOp())
	}
}`)
	if want := "true true true true 0\ntrue true true true 0\n"; got != want {
		t.Errorf("the program prints %q, want %q", got, want)
	}
}

// What would keep the host busy for hours, or take its memory, is refused.
func TestNumbersThatAreTooLarge(t *testing.T) {
	for _, op := range []string{
		"new(big.Int).Exp(big.NewInt(2), big.NewInt(1<<40), nil)", "new(big.Int).Lsh(big.NewInt(1), 1<<40)",
		"new(big.Int).MulRange(1, 1<<40)", "new(big.Int).Binomial(1<<60, 1<<59)", "new(big.Float).SetMantExp(big.NewFloat(1), 1<<30).Int(nil)",
		"new(big.Int).SetBit(new(big.Int), 1<<40, 1)", "new(big.Float).SetPrec(1<<31)", "x.ProbablyPrime(1<<40)", "x.Exp(x, x, x)",
		"big.NewRat(1, 3).FloatString(1 << 30)", "new(big.Float).SetMantExp(big.NewFloat(1), 1<<30).Text('f', 0)",
		"new(big.Float).Add(big.NewFloat(1), new(big.Float).SetMantExp(big.NewFloat(1), 1<<30))",
	} {
		got := onMachineSource(t, `package main
import "math/big"
func main() {
	defer func() { println(recover().(string)) }()
	x := new(big.Int).Lsh(big.NewInt(1), 1<<22)
	x.Add(x, big.NewInt(1))
	`+op+`
}`)
		if want := "math/big: the number is too large for the machine\n"; got != want {
			t.Errorf("%s: the program prints %q, want %q", op, got, want)
		}
	}
}
