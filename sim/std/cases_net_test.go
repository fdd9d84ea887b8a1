package std_test

import (
	"errors"
	"fmt"
	"net"
)

func casesNet(emit func(string)) {
	for _, text := range []string{"host.com:5432", "127.0.0.1:80", ":http", "host:", "host", "", ":", "::", "::1:80", "[::1]:80", "[::1]", "[::1]80", "[::1]:80:90", "[::1", "[::1:80",
		"[fe80::1%lo0]:80", "fe80::1%lo0:80", "a]:80", "a[b]:80", "[a]b]:80", "[a[b]:80", "[a]:[80", "[a]:80]", "[]:80", "a:b:c", "]:", "[:", "[]:", "[a]x:1", "a b:c d"} {
		host, port, err := net.SplitHostPort(text)
		emit(fmt.Sprintf("%q: %q %q %v, %q", text, host, port, err, net.JoinHostPort(host, port)))
		var wrong *net.AddrError
		var general net.Error
		if errors.As(err, &wrong) && errors.As(err, &general) {
			//lint:ignore SA1019 what is deprecated is compared too
			emit(fmt.Sprintf("%+v %v %v", *wrong, general.Timeout(), general.Temporary()))
		}
	}
	emit(fmt.Sprintf("%v, %v, %s", (*net.AddrError)(nil).Error(), (&net.AddrError{Err: "x"}).Error(), net.JoinHostPort("fe80::1%lo0", "80")))
}
