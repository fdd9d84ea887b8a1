package std_test

import (
	"fmt"
	"strings"
	"text/tabwriter"
)

func casesTab(emit func(string)) {
	texts := []string{"", "a\tb\tc\n", "a\tb\tc\naaa\tbbb\tccc\n", "name\tage\nbob\t5\nalexander\t42\n\nx\ty\n", "\t\tindented\n\tonce\n", "one\ntwo\tcells\nthree\tmore\tcells\nend",
		"a\vb\v\vc\naa\vbb\v\vcc\n", "é\t世界\tx\nlong one\ty\tz\n", "a\tb\fc\tdd\n", "\t\n\t\n", "x\t\ty\nxx\t\tyy\n"}
	for _, flags := range []uint{0, tabwriter.AlignRight, tabwriter.Debug, tabwriter.AlignRight | tabwriter.Debug, tabwriter.TabIndent, tabwriter.DiscardEmptyColumns} {
		for _, c := range []struct {
			min, tab, pad int
			char          byte
		}{{0, 8, 0, '\t'}, {0, 8, 1, ' '}, {5, 0, 2, '.'}, {8, 4, 1, '\t'}, {0, 0, 0, '\t'}} {
			for _, text := range texts {
				var out strings.Builder
				w := tabwriter.NewWriter(&out, c.min, c.tab, c.pad, c.char, flags)
				n, err := fmt.Fprint(w, text)
				emit(fmt.Sprintf("%d %v %v %q", n, err, w.Flush(), out.String()))
			}
		}
	}
}
