"""Groups 3 to 6 of the demo's criteria set, and the bonus pool."""
from campaign.criteria import (ANY, DATA, NEWS, PAPER, REPORT, Content, Group, bonus, count_toward, each,
                      exists, late, manual, one, reached, share, steps, toward)

COMPANY = Group("3", "Các chương trình đồng hành với thanh niên", [
    Content("3.1", "Đồng hành với thanh niên trong học tập", [
        one("3.1.1", "Học bổng trao cho học sinh, sinh viên khó khăn", toward("12"), DATA,
            ["chương trình trao học bổng “Tiếp bước đến trường”"],
            figures=("Số suất học bổng",), target=120, pieces=2),
        one("3.1.2", "Chương trình Tiếp sức mùa thi", exists("10"), ANY,
            ["chương trình Tiếp sức mùa thi năm 2023"], window=("2023-06-01", "2023-07-15")),
        one("3.1.3", "Vận động nguồn lực hỗ trợ học tập từ 50 triệu đồng",
            reached("12", "50000000"), DATA, ["đợt vận động nguồn lực cùng em đến trường"],
            figures=("Số tiền vận động (đồng)",), target=62000000, pieces=2)]),
    Content("3.2", "Đồng hành với thanh niên khởi nghiệp, lập nghiệp", [
        one("3.2.1", "Dư nợ vốn ủy thác Ngân hàng Chính sách xã hội do Đoàn quản lý",
            steps((("0", "0"), ("20000", "6"), ("40000", "9"), ("60000", "12")), 1, "max"), DATA,
            ["đợt rà soát các tổ tiết kiệm và vay vốn do Đoàn quản lý"],
            figures=("Dư nợ ủy thác (triệu đồng)",), target=62000),
        one("3.2.2", "Thanh niên được tư vấn hướng nghiệp", toward("12"), DATA,
            ["ngày hội tư vấn hướng nghiệp và việc làm",
             "phiên giao dịch việc làm lưu động cho thanh niên"],
            figures=("Số thanh niên được tư vấn",), target=1500, pieces=2),
        one("3.2.3", "Mô hình kinh tế thanh niên hiệu quả", each("3", "12"), NEWS,
            ["buổi ra mắt mô hình nuôi dê sinh sản của thanh niên",
             "chuyến tham quan mô hình trồng dừa hữu cơ",
             "lễ ra mắt tổ hợp tác thanh niên nuôi tôm công nghệ cao"], pieces=3),
        one("3.2.4", "Tỷ lệ thanh niên được giới thiệu có việc làm", share("6"), DATA,
            ["đợt giới thiệu việc làm cho bộ đội xuất ngũ và thanh niên nông thôn"],
            figures=("Số thanh niên có việc làm", "Số thanh niên được giới thiệu"), target=200)]),
    Content("3.3", "Đồng hành với thanh niên rèn luyện kỹ năng, thể chất, văn hóa", [
        one("3.3.1", "Lớp kỹ năng cho thanh thiếu nhi", each("2", "10"), NEWS,
            ["lớp kỹ năng thực hành xã hội", "trại huấn luyện kỹ năng công tác thanh niên",
             "khóa tập huấn kỹ năng sơ cấp cứu"], pieces=4),
        one("3.3.2", "Giải thể thao thanh niên", each("2", "8"), NEWS,
            ["giải bóng đá thanh niên tranh cúp truyền thống", "hội thao chào mừng ngày 26/3",
             "giải việt dã “Vì sức khỏe cộng đồng”"], pieces=3),
        one("3.3.3", "Tỷ lệ đoàn viên tham gia rèn luyện thể thao thường xuyên", share("8"), DATA,
            ["đợt khảo sát phong trào rèn luyện thể thao trong đoàn viên"],
            figures=("Số đoàn viên rèn luyện thường xuyên", "Số đoàn viên được khảo sát"),
            target=900),
        one("3.3.4", "Chất lượng sân chơi văn hóa, văn nghệ", manual("8"), ANY,
            ["liên hoan tiếng hát thanh niên", "đêm giao lưu văn nghệ Kinh – Khmer – Hoa"])])])

CHILDREN = Group("4", "Phụ trách Đội TNTP Hồ Chí Minh, chăm sóc, giáo dục thiếu niên, nhi đồng", [
    Content("4.1", "Công tác Đội và phong trào thiếu nhi", [
        one("4.1.1", "Công trình “Vì đàn em thân yêu”", each("2", "6"), NEWS,
            ["lễ khánh thành sân chơi thiếu nhi", "lễ trao tặng tủ sách măng non",
             "lễ bàn giao nhà vệ sinh cho trường tiểu học"], pieces=3),
        one("4.1.2", "Dạy bơi, phòng, chống đuối nước cho thiếu nhi", toward("6"), DATA,
            ["lớp dạy bơi phòng, chống đuối nước cho thiếu nhi"],
            figures=("Số thiếu nhi được dạy bơi",), target=300, pieces=2),
        one("4.1.3", "Tập huấn phụ trách Đội", exists("4"), ANY,
            ["lớp tập huấn nghiệp vụ cho giáo viên làm Tổng phụ trách Đội"])]),
    Content("4.2", "Chăm sóc, bảo vệ thiếu niên, nhi đồng", [
        one("4.2.1", "Quà tặng trẻ em có hoàn cảnh khó khăn", toward("6"), DATA,
            ["chương trình “Đêm hội trăng rằm” tặng quà trẻ em khó khăn",
             "chuyến thăm, tặng quà trẻ em mồ côi"],
            figures=("Số phần quà",), target=800, pieces=2),
        one("4.2.2", "Tháng hành động vì trẻ em", exists("4"), ANY,
            ["lễ phát động Tháng hành động vì trẻ em"], window=("2023-06-01", "2023-06-30")),
        one("4.2.3", "Tỷ lệ liên đội mạnh", share("4"), DATA,
            ["đợt xét công nhận liên đội mạnh cấp huyện"],
            figures=("Số liên đội mạnh", "Số liên đội"), target=40)])])

ABROAD = Group("5", "Công tác quốc tế thanh niên", [
    Content("5.1", "Giáo dục hội nhập quốc tế", [
        one("5.1.1", "Hoạt động nâng cao năng lực ngoại ngữ, hội nhập", exists("5"), ANY,
            ["hội thi hùng biện tiếng Anh cho đoàn viên"])]),
    Content("5.2", "Giao lưu, thông tin đối ngoại", [
        one("5.2.1", "Hoạt động giao lưu, thông tin đối ngoại", each("1", "5"), ANY,
            ["buổi giao lưu với sinh viên quốc tế", "hoạt động giới thiệu văn hóa Khmer Nam Bộ",
             "buổi nói chuyện thời sự về biển đảo"], pieces=3)])])

BUILDING = Group("6", "Xây dựng tổ chức Đoàn, mở rộng mặt trận đoàn kết, tập hợp thanh niên; "
                 "Đoàn tham gia xây dựng Đảng", [
    Content("6.1", "Đoàn viên và chi đoàn", [
        one("6.1.1", "Kết nạp đoàn viên mới", toward("12"), DATA,
            ["đợt kết nạp đoàn viên “Lớp đoàn viên 26/3”", "lễ kết nạp đoàn viên mới"],
            figures=("Số đoàn viên mới kết nạp",), target=900, pieces=2),
        one("6.1.2", "Tỷ lệ chi đoàn mạnh", share("10"), DATA,
            ["đợt đánh giá, công nhận chi đoàn mạnh"],
            figures=("Số chi đoàn mạnh", "Số chi đoàn"), target=90)]),
    Content("6.2", "Phần mềm Quản lý đoàn viên", [
        one("6.2.1", "Tỷ lệ đoàn viên được cập nhật trên phần mềm", share("10"), DATA,
            ["đợt cao điểm cập nhật dữ liệu đoàn viên trên phần mềm"],
            figures=("Số đoàn viên đã cập nhật", "Số đoàn viên quản lý"), target=2400),
        one("6.2.2", "Thực hiện nghiệp vụ trên phần mềm theo quý",
            steps((("0", "0"), ("1", "3"), ("2", "5"), ("3", "8"))), REPORT,
            ["đợt kiểm tra việc thực hiện nghiệp vụ trên phần mềm"], pieces=3)]),
    Content("6.3", "Công tác cán bộ", [
        one("6.3.1", "Tập huấn, bồi dưỡng cán bộ Đoàn", each("2", "8"), ANY,
            ["lớp tập huấn cán bộ Đoàn cơ sở", "lớp bồi dưỡng bí thư chi đoàn",
             "hội nghị trao đổi nghiệp vụ công tác Đoàn"], pieces=3),
        one("6.3.2", "Rà soát, báo cáo cán bộ Đoàn quá tuổi", exists("8"),
            ("document", "report", "list"), ["đợt rà soát cán bộ Đoàn quá tuổi theo Quy chế"])]),
    Content("6.4", "Công tác kiểm tra, giám sát", [
        one("6.4.1", "Ban hành chương trình kiểm tra, giám sát năm 2023", exists("6"), PAPER,
            ["các cuộc kiểm tra, giám sát năm 2023"]),
        one("6.4.2", "Số cuộc kiểm tra, giám sát cơ sở so với chỉ tiêu", count_toward("12"), REPORT,
            ["cuộc kiểm tra công tác Đoàn vụ và đoàn phí", "cuộc giám sát chuyên đề tại cơ sở",
             "cuộc kiểm tra việc thực hiện Nghị quyết Đại hội Đoàn"], target=3, pieces=3)]),
    Content("6.5", "Mở rộng mặt trận đoàn kết, tập hợp thanh niên", [
        one("6.5.1", "Phát triển hội viên theo chủ trương 1+1", toward("8"), DATA,
            ["đợt phát triển hội viên theo chủ trương 1+1"],
            figures=("Số hội viên mới",), target=600, pieces=2),
        one("6.5.2", "Hoạt động “Tôi yêu Tổ quốc tôi”", each("1.5", "6"), NEWS,
            ["ngày hội “Tôi yêu Tổ quốc tôi”", "chương trình “Thanh niên với biển đảo quê hương”"],
            pieces=3)]),
    Content("6.6", "Đoàn tham gia xây dựng Đảng; chế độ thông tin, báo cáo", [
        one("6.6.1", "Đoàn viên ưu tú được kết nạp Đảng", toward("8"), DATA,
            ["đợt giới thiệu đoàn viên ưu tú cho Đảng xem xét kết nạp"],
            figures=("Số đoàn viên được kết nạp Đảng",), target=70),
        one("6.6.2", "Báo cáo tổng kết nộp đúng hạn", late("5", "0.25"), ("report", "document"),
            ["công tác Đoàn và phong trào thanh thiếu nhi năm 2023"],
            window=("2023-10-01", "2023-12-31")),
        one("6.6.3", "Chất lượng tin, bài và minh chứng", manual("5"), ANY,
            ["cuộc bình chọn tác phẩm truyền thông của Đoàn"])])])

BONUS_POOL = Group("7", "Điểm thưởng", [
    Content("7.1", "Mô hình, giải pháp sáng tạo; đăng cai; giải thưởng", [
        one("7.1.1", "Mô hình mới, giải pháp sáng tạo", bonus("3", "15"), ANY,
            ["lễ ra mắt mô hình “Chi đoàn số”", "lễ ra mắt mô hình “Bến đò an toàn”"],
            pieces=2, is_bonus=True),
        one("7.1.2", "Đăng cai hoạt động cấp tỉnh", bonus("5", "15"), ANY,
            ["lễ ra quân Tháng Thanh niên cấp tỉnh", "hội trại thanh niên cấp tỉnh"],
            is_bonus=True),
        one("7.1.3", "Giải thưởng cấp Trung ương, khu vực", bonus("5", "20"), ANY,
            ["buổi đón đoàn đạt giải tại liên hoan khu vực Đồng bằng sông Cửu Long"],
            is_bonus=True)])], is_bonus=True)

REST_GROUPS = [COMPANY, CHILDREN, ABROAD, BUILDING, BONUS_POOL]
